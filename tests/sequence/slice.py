# slice objects: parts, indices, comparison, hash; and what __getitem__ gets.

def attempt(text):
    try:
        print(text, "->", repr(eval(text)))
    except Exception as error:
        print(text, "!!", f"{type(error).__name__}: {error}".strip())

s = slice(1, 10, 2)
print(s, s.start, s.stop, s.step, slice(5), slice(None), slice("a", [], 1.5), s.indices(5), slice(None, None, -1).indices(4))
#> slice(1, 10, 2) 1 10 2 slice(None, 5, None) slice(None, None, None) slice('a', [], 1.5) (1, 5, 2) (3, -1, -1)
print(slice(-3, None).indices(10), slice(100, -100, -3).indices(10), slice(5, 2).indices(10), slice(10**30).indices(5))
#> (7, 10, 1) (9, -1, -3) (5, 2, 1) (0, 5, 1)
print(s == slice(1, 10, 2), s == (1, 10, 2), slice(1, 2) < slice(1, 3), slice(1) != slice(2), hash(slice(1, 2)), {slice(1): 2})
#> True False True True -2178470213028018262 {slice(None, 1, None): 2}
for text in [
    "slice()", "slice(1, 2, 3, 4)", "slice(1, 2, 0).indices(3)", "slice(1).indices(-1)", "slice(1).indices('a')",
    "slice('a').indices(3)", "hash(slice([]))", "slice(1) < slice('a')", "slice(start=1)", "slice(1).foo",
]:
    attempt(text)
#> slice() !! TypeError: slice expected at least 1 argument, got 0
#> slice(1, 2, 3, 4) !! TypeError: slice expected at most 3 arguments, got 4
#> slice(1, 2, 0).indices(3) !! ValueError: slice step cannot be zero
#> slice(1).indices(-1) !! ValueError: length should not be negative
#> slice(1).indices('a') !! TypeError: 'str' object cannot be interpreted as an integer
#> slice('a').indices(3) !! TypeError: slice indices must be integers or None or have an __index__ method
#> hash(slice([])) !! TypeError: unhashable type: 'list'
#> slice(1) < slice('a') !! TypeError: '<' not supported between instances of 'int' and 'str'
#> slice(start=1) !! TypeError: slice() takes no keyword arguments
#> slice(1).foo !! AttributeError: 'slice' object has no attribute 'foo'
try:
    s.start = 1
except AttributeError as error:
    print(error)
#> readonly attribute


class Shows:
    def __getitem__(self, key):
        return key

    def __setitem__(self, key, value):
        print("set", key, value)

    def __delitem__(self, key):
        print("del", key)


x = Shows()
print(x[1], x[1:2], x[::3], x[:], x[1, 2], x[1:2, ...], x[()], x["a":None])
#> 1 slice(1, 2, None) slice(None, None, 3) slice(None, None, None) (1, 2) (slice(1, 2, None), Ellipsis) () slice('a', None, None)
x[1:2] = 3  #> set slice(1, 2, None) 3
del x[::2]  #> del slice(None, None, 2)
