# yield from: values through, results back, exceptions both ways, and iterators that are no generators.
def inner():
    try:
        got = yield 1
        print("inner got", got)
        yield 2
    except ValueError as error:
        print("inner caught", error)
        yield "recovered"
    return "inner result"


def outer():
    result = yield from inner()
    print("result", result)
    yield from "xy"
    yield from [3, 4]
    return (yield from range(2))


g = outer()
print(next(g), g.send("hello"), list(g))
#> inner got hello
#> result inner result
#> 1 2 ['x', 'y', 3, 4, 0, 1]
g = outer()
print(next(g), g.throw(ValueError("thrown")), next(g))
#> inner caught thrown
#> result inner result
#> 1 recovered x


class Iterator:
    def __iter__(self):
        return self

    def __next__(self):
        return 42

    def throw(self, *arguments):
        print("throw", arguments)
        return "thrown"

    def close(self):
        print("closed")

    def send(self, value):
        print("send", value)
        return "sent"


def delegate():
    yield from Iterator()


g = delegate()
print(next(g), g.send(1), g.throw(KeyError), g.gi_yieldfrom.__class__.__name__)
#> send 1
#> throw (<class 'KeyError'>,)
#> 42 sent thrown Iterator
g.close()  #> closed


def chain(n):
    if n:
        yield n
        yield from chain(n - 1)


print(list(chain(5)))  #> [5, 4, 3, 2, 1]
try:
    list(x for x in (yield_from for yield_from in 5))
except TypeError as error:
    print(error)
#> 'int' object is not iterable
