# enumerate, zip, map, filter, reversed: lazy, with every kind of argument.

def attempt(text):
    try:
        print(text, "->", repr(eval(text)))
    except Exception as error:
        print(text, "!!", f"{type(error).__name__}: {error}".strip())

print(list(enumerate("ab")), list(enumerate("ab", 5)), list(enumerate("ab", start=-1)), list(enumerate([], 2**70)), next(enumerate("a", 2**62)))
#> [(0, 'a'), (1, 'b')] [(5, 'a'), (6, 'b')] [(-1, 'a'), (0, 'b')] [] (4611686018427387904, 'a')
print(list(zip("abc", [1, 2])), list(zip()), list(zip([])), list(zip("ab")), list(zip("ab", "cd", strict=True)), dict(zip("ab", "cd")))
#> [('a', 1), ('b', 2)] [] [] [('a',), ('b',)] [('a', 'c'), ('b', 'd')] {'a': 'c', 'b': 'd'}
for text in ["list(zip([1, 2], [3], strict=True))", "list(zip([1], [3, 4], strict=True))", "list(zip([1], [2], [3, 4], strict=True))", "list(zip([1], [2], [], strict=True))"]:
    attempt(text)
#> list(zip([1, 2], [3], strict=True)) !! ValueError: zip() argument 2 is shorter than argument 1
#> list(zip([1], [3, 4], strict=True)) !! ValueError: zip() argument 2 is longer than argument 1
#> list(zip([1], [2], [3, 4], strict=True)) !! ValueError: zip() argument 3 is longer than arguments 1-2
#> list(zip([1], [2], [], strict=True)) !! ValueError: zip() argument 3 is shorter than arguments 1-2
print(list(map(str, [1, 2])), list(map(lambda a, b: a + b, [1, 2, 3], [10, 20])), list(map(None, [])), list(map(pow, [2, 3], [3, 2])))
#> ['1', '2'] [11, 22] [] [8, 9]
print(list(filter(None, [0, 1, "", "a"])), list(filter(str.isupper, "aBcD")), list(filter(lambda x: x > 1, (1, 2, 3))))
#> [1, 'a'] ['B', 'D'] [2, 3]
print(list(reversed([1, 2, 3])), list(reversed("abc")), list(reversed((1,))), list(reversed(range(3))), list(reversed({1: 2, 3: 4})))
#> [3, 2, 1] ['c', 'b', 'a'] [1] [2, 1, 0] [3, 1]
for text in ["enumerate(1)", "enumerate([], 'a')", "zip(1)", "zip([], 1)", "map(len)", "map()", "filter(None)", "filter(1, 2)", "reversed(1)", "reversed({1})", "list(map(1, [1]))", "list(filter(1, [1]))", "zip(foo=1)", "enumerate([], 1, 2)", "reversed(iter([]))"]:
    attempt(text)
#> enumerate(1) !! TypeError: 'int' object is not iterable
#> enumerate([], 'a') !! TypeError: 'str' object cannot be interpreted as an integer
#> zip(1) !! TypeError: 'int' object is not iterable
#> zip([], 1) !! TypeError: 'int' object is not iterable
#> map(len) !! TypeError: map() must have at least two arguments.
#> map() !! TypeError: map() must have at least two arguments.
#> filter(None) !! TypeError: filter expected 2 arguments, got 1
#> filter(1, 2) !! TypeError: 'int' object is not iterable
#> reversed(1) !! TypeError: 'int' object is not reversible
#> reversed({1}) !! TypeError: 'set' object is not reversible
#> list(map(1, [1])) !! TypeError: 'int' object is not callable
#> list(filter(1, [1])) !! TypeError: 'int' object is not callable
#> zip(foo=1) !! TypeError: zip() got an unexpected keyword argument 'foo'
#> enumerate([], 1, 2) !! TypeError: enumerate() takes at most 2 arguments (3 given)
#> reversed(iter([])) !! TypeError: 'list_iterator' object is not reversible


class Backward:
    def __len__(self):
        return 3

    def __getitem__(self, n):
        return n * n


class Own:
    def __reversed__(self):
        return iter("own")


print(list(reversed(Backward())), list(reversed(Own())), reversed([1]).__length_hint__(), type(reversed([])).__name__, type(reversed("")).__name__)
#> [4, 1, 0] ['o', 'w', 'n'] 1 list_reverseiterator reversed


def loud(x):
    print("called", x)
    return x


m = map(loud, [1, 2])
print("lazy", next(m))
#> called 1
#> lazy 1
z = zip(map(loud, [1, 2]), [10])
print(list(z))
#> called 1
#> called 2
#> [(1, 10)]


class Count(enumerate):
    def __next__(self):
        return ("sub", super().__next__())


print(list(Count("ab")), next(Count("a")))  #> [('sub', (0, 'a')), ('sub', (1, 'b'))] ('sub', (0, 'a'))
one = iter([1, 2, 3, 4])
print(list(zip(one, one)), list(one))  #> [(1, 2), (3, 4)] []
first, second = zip(*[(1, 2), (3, 4)])
print(first, second)  #> (1, 3) (2, 4)
