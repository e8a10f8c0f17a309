# iter() and next(): sequences, sentinels, defaults, wrong iterators.

def attempt(text):
    try:
        print(text, "->", repr(eval(text)))
    except Exception as error:
        print(text, "!!", f"{type(error).__name__}: {error}".strip())

it = iter([1, 2])
print(next(it), next(it), next(it, "end"), iter(it) is it, list(it))  #> 1 2 end True []
for text in ["iter(1)", "next(1)", "next([])", "next(iter([]))", "iter(1, 2)", "iter()", "next()", "next(iter([]), 1, 2)", "iter(None)"]:
    attempt(text)
#> iter(1) !! TypeError: 'int' object is not iterable
#> next(1) !! TypeError: 'int' object is not an iterator
#> next([]) !! TypeError: 'list' object is not an iterator
#> next(iter([])) !! StopIteration:
#> iter(1, 2) !! TypeError: iter(v, w): v must be callable
#> iter() !! TypeError: iter expected at least 1 argument, got 0
#> next() !! TypeError: next expected at least 1 argument, got 0
#> next(iter([]), 1, 2) !! TypeError: next expected at most 2 arguments, got 3
#> iter(None) !! TypeError: 'NoneType' object is not iterable


class Old:
    def __getitem__(self, n):
        if n > 2:
            raise IndexError
        return n * 10


print(list(Old()), 20 in Old(), 5 in Old(), list(reversed_ for reversed_ in Old()), [*zip(Old(), "ab")])
#> [0, 10, 20] True False [0, 10, 20] [(0, 'a'), (10, 'b')]
it = iter(Old())
print(next(it), type(it).__name__, list(it), list(it))  #> 0 iterator [10, 20] []


class NoIter:
    __iter__ = None


class BadIter:
    def __iter__(self):
        return 5


class Stops:
    def __iter__(self):
        return self

    def __next__(self):
        raise StopIteration("value")


for text in ["iter(NoIter())", "list(NoIter())", "iter(BadIter())", "[*BadIter()]", "next(Stops())", "list(Stops())", "1 in NoIter()"]:
    attempt(text)
#> iter(NoIter()) !! TypeError: 'NoIter' object is not iterable
#> list(NoIter()) !! TypeError: 'NoIter' object is not iterable
#> iter(BadIter()) !! TypeError: iter() returned non-iterator of type 'int'
#> [*BadIter()] !! TypeError: iter() returned non-iterator of type 'int'
#> next(Stops()) !! StopIteration: value
#> list(Stops()) -> []
#> 1 in NoIter() !! TypeError: argument of type 'NoIter' is not iterable
values = iter([3, 2, 1, 0, 5])
print(list(iter(lambda: next(values), 0)), list(values))  #> [3, 2, 1] [5]
calls = iter(lambda: next(calls_source), "x")
calls_source = iter("ab")
print(list(calls))  #> ['a', 'b']
xs = [1]
it = iter(xs)
print(next(it), next(it, None), xs.append(2), next(it, None))  #> 1 None None None
a = iter("abc")
print([x + next(a) for x in "xyz"], list(a))  #> ['xa', 'yb', 'zc'] []


def raiser():
    raise KeyError("inside")


attempt("list(iter(raiser, 1))")  #> list(iter(raiser, 1)) !! KeyError: 'inside'
attempt("list(map(raiser))")  #> list(map(raiser)) !! TypeError: map() must have at least two arguments.
