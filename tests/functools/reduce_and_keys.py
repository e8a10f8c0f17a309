# reduce, cmp_to_key, total_ordering, wraps, cached_property, singledispatch.
from functools import cached_property, cmp_to_key, reduce, singledispatch, total_ordering, wraps

print(reduce(lambda a, b: a * b, range(1, 6)), reduce(lambda a, b: a + b, [], "start"))  #> 120 start
print(reduce(lambda a, b: [a, b], "abc"))  #> [['a', 'b'], 'c']
for call in (lambda: reduce(max, []), lambda: reduce(max, 5), lambda: reduce(max)):
    try:
        call()
    except TypeError as error:
        print(error)
#> reduce() of empty iterable with no initial value
#> reduce() arg 2 must support iteration
#> reduce expected at least 2 arguments, got 1


def by_length_then_reverse(a, b):
    return len(a) - len(b) or (a < b) - (a > b)


print(sorted(["bb", "a", "cc", "b"], key=cmp_to_key(by_length_then_reverse)))  #> ['b', 'a', 'cc', 'bb']
key = cmp_to_key(lambda a, b: a - b)
print(key(1) < key(2), key(1) == key(1), key(3) >= key(4), key(5).obj)  #> True True False 5
try:
    key(1) < 1
except TypeError as error:
    print(error)
#> other argument must be K instance


@total_ordering
class Version:
    def __init__(self, number):
        self.number = number

    def __eq__(self, other):
        return self.number == other.number

    def __lt__(self, other):
        return self.number < other.number


print(Version(1) <= Version(2), Version(1) > Version(2), Version(2) >= Version(2))  #> True False True


def logged(function):
    @wraps(function)
    def inner(*args):
        return function(*args)

    return inner


@logged
def documented(n):
    "Says something."
    return n


print(documented.__name__, documented.__doc__, documented.__wrapped__(3))  #> documented Says something. 3


class Circle:
    @cached_property
    def area(self):
        print("computing")
        return 3


circle = Circle()
print(circle.area, circle.area, circle.__dict__)
#> computing
#> 3 3 {'area': 3}


@singledispatch
def show(value):
    return "something"


@show.register(int)
def _(value):
    return "an int"


@show.register(list)
def _(value):
    return "a list of " + ", ".join(show(item) for item in value)


print(show("x"), show(3), show([1, None]), show(True))  #> something an int a list of an int, something an int
