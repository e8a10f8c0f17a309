# range: arithmetic of large ones, slices, search, equality and hash.

def attempt(text):
    try:
        print(text, "->", repr(eval(text)))
    except Exception as error:
        print(text, "!!", f"{type(error).__name__}: {error}".strip())

r = range(0, 20, 3)
print(r, len(r), list(r), r[2], r[-1], r[1:4], r[::-1], r[::2], 9 in r, 10 in r, 9.0 in r, "a" in r, r.index(9), r.count(9))
#> range(0, 20, 3) 7 [0, 3, 6, 9, 12, 15, 18] 6 18 range(3, 12, 3) range(18, -3, -3) range(0, 21, 6) True False True False 3 1
print(range(5), range(5, 0), range(0, 5, 1), range(5, 0, -2), list(range(5, 0, -2)), bool(range(0)), bool(range(1)))
#> range(0, 5) range(5, 0) range(0, 5) range(5, 0, -2) [5, 3, 1] False True
print(r.start, r.stop, r.step, list(reversed(r)), reversed(range(0)).__length_hint__(), max(r), sum(r))
#> 0 20 3 [18, 15, 12, 9, 6, 3, 0] 0 18 63
big = range(10**20, 10**20 + 10, 3)
print(len(big), big[1], list(big), 10**20 + 3 in big, list(reversed(big)), big[::-1], big.index(10**20 + 6))
#> 4 100000000000000000003 [100000000000000000000, 100000000000000000003, 100000000000000000006, 100000000000000000009] True [100000000000000000009, 100000000000000000006, 100000000000000000003, 100000000000000000000] range(100000000000000000009, 99999999999999999997, -3) 2
print(range(10**100)[10**50], len(range(0, 10**18)), range(-(10**20), 0, 10**19)[-1])
#> 100000000000000000000000000000000000000000000000000 1000000000000000000 -10000000000000000000
print(range(3) == range(0, 3, 1), range(0) == range(5, 0), range(0, 3, 2) == range(0, 4, 2), range(3) == [0, 1, 2])
#> True True True False
print(hash(range(3)) == hash(range(0, 3)), hash(range(0)) == hash(range(2, 1)), {range(3): "a"}[range(0, 3)])
#> True True a
for text in [
    "range()", "range(1, 2, 3, 4)", "range(1.0)", "range('a')", "range(1, 2, 0)", "range(3)[3]", "range(3)['a']",
    "range(3)[10 ** 100]", "range(3).index(5)", "range(3).index('a')", "len(range(10 ** 100))", "range(3) < range(4)",
    "range(start=1)", "range(True)", "range(3)[::0]", "range(3).step.x",
]:
    attempt(text)
#> range() !! TypeError: range expected at least 1 argument, got 0
#> range(1, 2, 3, 4) !! TypeError: range expected at most 3 arguments, got 4
#> range(1.0) !! TypeError: 'float' object cannot be interpreted as an integer
#> range('a') !! TypeError: 'str' object cannot be interpreted as an integer
#> range(1, 2, 0) !! ValueError: range() arg 3 must not be zero
#> range(3)[3] !! IndexError: range object index out of range
#> range(3)['a'] !! TypeError: range indices must be integers or slices, not str
#> range(3)[10 ** 100] !! IndexError: range object index out of range
#> range(3).index(5) !! ValueError: 5 is not in range
#> range(3).index('a') !! ValueError: sequence.index(x): x not in sequence
#> len(range(10 ** 100)) !! OverflowError: Python int too large to convert to C ssize_t
#> range(3) < range(4) !! TypeError: '<' not supported between instances of 'range' and 'range'
#> range(start=1) !! TypeError: range() takes no keyword arguments
#> range(True) -> range(0, 1)
#> range(3)[::0] !! ValueError: slice step cannot be zero
#> range(3).step.x !! AttributeError: 'int' object has no attribute 'x'
try:
    range(3).start = 1
except AttributeError as error:
    print(error)
#> readonly attribute
try:
    class Bad(range):
        pass
except TypeError as error:
    print(error)
#> type 'range' is not an acceptable base type
