# Recursion without an end is a RecursionError that can be caught, in every kind of call.
import sys


def attempt(function, *arguments):
    try:
        function(*arguments)
    except RecursionError as error:
        print(str(error)[:32])
    else:
        print("no error")


def plain(n):
    return plain(n + 1)


def mutual_a(n):
    return mutual_b(n)


def mutual_b(n):
    return mutual_a(n)


class Loop:
    def __getattr__(self, name):
        return getattr(self, name + "x")

    def __len__(self):
        return len(self)

    def __eq__(self, other):
        return self == other

    def __call__(self):
        return self()


def generator(n):
    yield from generator(n + 1)


attempt(plain, 0)
attempt(mutual_a, 0)
attempt(lambda: Loop().missing)
attempt(len, Loop())
attempt(lambda: Loop() == 1)
attempt(Loop())
attempt(lambda: next(generator(0)))
attempt(lambda: (lambda f: f(f))(lambda f: f(f)))
print(sys.getrecursionlimit())
depth = 0


def deeper():
    global depth
    depth += 1
    deeper()


attempt(deeper)
print(900 < depth <= 1000)
#> maximum recursion depth exceeded
#> maximum recursion depth exceeded
#> maximum recursion depth exceeded
#> maximum recursion depth exceeded
#> maximum recursion depth exceeded
#> maximum recursion depth exceeded
#> maximum recursion depth exceeded
#> maximum recursion depth exceeded
#> 1000
#> maximum recursion depth exceeded
#> True
