# Caches and partials around methods and recursion.
from functools import cache, cached_property, lru_cache, partial, reduce, wraps


def memo(function):
    known = {}

    @wraps(function)
    def inner(*args):
        if args not in known:
            known[args] = function(*args)
        return known[args]

    inner.known = known
    return inner


@memo
def ways(n, coins=(1, 2, 5)):
    if n < 0 or not coins:
        return 0
    return 1 if n == 0 else ways(n, coins[:-1]) + ways(n - coins[-1], coins)


print(ways(10), len(ways.known) > 5, ways.__name__)  #> 10 True ways


@cache
def grid(rows, columns):
    return 1 if rows == 1 or columns == 1 else grid(rows - 1, columns) + grid(rows, columns - 1)


print(grid(15, 15), grid.cache_info().currsize)  #> 40116600 224


@lru_cache(maxsize=3)
def key_sensitive(*args, **kwargs):
    return args, kwargs


key_sensitive(1, 2)
key_sensitive(1, b=2)
key_sensitive(a=1, b=2)
key_sensitive(b=2, a=1)
print(key_sensitive.cache_info())  #> CacheInfo(hits=0, misses=4, maxsize=3, currsize=3)


class Data:
    def __init__(self, rows):
        self.rows = rows

    @cached_property
    def total(self):
        print("adding")
        return sum(self.rows)


d = Data([1, 2])
print(d.total)
#> adding
#> 3
d.rows.append(10)
print(d.total, "total" in d.__dict__)  #> 3 True
del d.total
print(d.total)
#> adding
#> 13
compose = lambda *fs: reduce(lambda f, g: lambda x: f(g(x)), fs)
print(compose(str, partial(pow, 2), abs)(-5), list(map(partial(round, ndigits=1), [1.25, 2.55])))  #> 32 [1.2, 2.5]
