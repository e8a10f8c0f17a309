# lru_cache: what it keeps, what it forgets, and what it says about it.
from functools import cache, lru_cache

calls = []


@lru_cache(maxsize=2)
def square(n):
    "The square."
    calls.append(n)
    return n * n


print([square(n) for n in (1, 2, 1, 3, 2)], calls)  #> [1, 4, 1, 9, 4] [1, 2, 3, 2]
print(square.cache_info(), square.cache_parameters())
#> CacheInfo(hits=1, misses=4, maxsize=2, currsize=2) {'maxsize': 2, 'typed': False}
print(square.__name__, square.__doc__, square.__wrapped__(4), calls)  #> square The square. 16 [1, 2, 3, 2, 4]
square.cache_clear()
print(square.cache_info())  #> CacheInfo(hits=0, misses=0, maxsize=2, currsize=0)

calls.clear()
for n in (1, 2, 1, 3, 1, 2):
    square(n)
print(calls)  #> [1, 2, 3, 2]


@cache
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


print(fib(90), fib.cache_info())  #> 2880067194370816120 CacheInfo(hits=88, misses=91, maxsize=None, currsize=91)


@lru_cache(maxsize=None, typed=True)
def kind(value, *, flag=False):
    return type(value).__name__


print(kind(1), kind(1.0), kind(True), kind(1), kind(1, flag=True), kind.cache_info())
#> int float bool int int CacheInfo(hits=1, misses=4, maxsize=None, currsize=4)


@lru_cache
def make(name):
    return [name]


one = make("a")
one.append("changed")
print(make("a"), make("a") is one, make("b"))  #> ['a', 'changed'] True ['b']


@lru_cache(maxsize=0)
def never(n):
    return [n]


print(never(1) is never(1), never.cache_info())  #> False CacheInfo(hits=0, misses=2, maxsize=0, currsize=0)


class Box:
    def __init__(self, size):
        self.size = size

    @lru_cache(maxsize=8)
    def scaled(self, by):
        return self.size * by


box = Box(3)
print(box.scaled(2), box.scaled(2), Box.scaled.cache_info())  #> 6 6 CacheInfo(hits=1, misses=1, maxsize=8, currsize=1)

try:
    square([])
except TypeError as error:
    print(error)
#> unhashable type: 'list'


@lru_cache(maxsize=4)
def fails(n):
    raise ValueError(n)


for _ in range(2):
    try:
        fails(1)
    except ValueError as error:
        print("raised", error)
#> raised 1
#> raised 1
print(fails.cache_info())  #> CacheInfo(hits=0, misses=2, maxsize=4, currsize=0)
