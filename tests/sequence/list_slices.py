# Slices of lists: reading, assigning, deleting, with every step.

def attempt(text):
    try:
        print(text, "->", repr(eval(text)))
    except Exception as error:
        print(text, "!!", f"{type(error).__name__}: {error}".strip())

xs = list(range(10))
print(xs[2:5], xs[:3], xs[7:], xs[-3:], xs[::3], xs[::-1], xs[8:2:-2], xs[5:2], xs[100:], xs[-100:2], xs[::-100])
#> [2, 3, 4] [0, 1, 2] [7, 8, 9] [7, 8, 9] [0, 3, 6, 9] [9, 8, 7, 6, 5, 4, 3, 2, 1, 0] [8, 6, 4] [] [] [0, 1] [9]
xs[2:5] = ["a"]
print(xs)  #> [0, 1, 'a', 5, 6, 7, 8, 9]
xs[1:1] = [10, 20]
xs[len(xs):] = [99]
print(xs)  #> [0, 10, 20, 1, 'a', 5, 6, 7, 8, 9, 99]
xs[::2] = "ABCDEF"[: len(xs[::2])]
print(xs)  #> ['A', 10, 'B', 1, 'C', 5, 'D', 7, 'E', 9, 'F']
xs[::-3] = range(len(xs[::-3]))
print(xs)  #> ['A', 3, 'B', 1, 2, 5, 'D', 1, 'E', 9, 0]
del xs[1:3], xs[::2], xs[-1]
print(xs)  #> [1, 5, 1]
xs[:] = xs
xs[:] = (x for x in "xyz")
xs[5:2] = [7]
print(xs)  #> ['x', 'y', 'z', 7]
ys = [1, 2, 3]
ys[1:2] = ys
print(ys)  #> [1, 1, 2, 3, 3]
del ys[:]
print(ys)  #> []
for text in [
    "[1, 2].__setitem__(slice(0, 2, 2), [1, 2])", "[1, 2].__setitem__(slice(0, 2), 1)", "[1, 2].__setitem__(slice(0, 2, 2), 1)",
    "[1][::0]", "[1]['a':]", "[1]['a']", "[1][1]", "[1].__setitem__(1, 2)", "[1].__delitem__(1)", "[1].__setitem__('a', 2)",
    "[1][10 ** 100]", "[1][: 10 ** 100]", "[1, 2][1.0]",
]:
    attempt(text)
#> [1, 2].__setitem__(slice(0, 2, 2), [1, 2]) !! ValueError: attempt to assign sequence of size 2 to extended slice of size 1
#> [1, 2].__setitem__(slice(0, 2), 1) !! TypeError: must assign iterable to extended slice
#> [1, 2].__setitem__(slice(0, 2, 2), 1) !! TypeError: must assign iterable to extended slice
#> [1][::0] !! ValueError: slice step cannot be zero
#> [1]['a':] !! TypeError: slice indices must be integers or None or have an __index__ method
#> [1]['a'] !! TypeError: list indices must be integers or slices, not str
#> [1][1] !! IndexError: list index out of range
#> [1].__setitem__(1, 2) !! IndexError: list assignment index out of range
#> [1].__delitem__(1) !! IndexError: list assignment index out of range
#> [1].__setitem__('a', 2) !! TypeError: list indices must be integers or slices, not str
#> [1][10 ** 100] !! IndexError: cannot fit 'int' into an index-sized integer
#> [1][: 10 ** 100] -> [1]
#> [1, 2][1.0] !! TypeError: list indices must be integers or slices, not float


class Index:
    def __init__(self, n):
        self.n = n

    def __index__(self):
        return self.n


print([10, 20, 30][Index(1)], [10, 20, 30][Index(1) :], [10, 20, 30][: Index(-1)])  #> 20 [20, 30] [10, 20]


class Grows:
    def __index__(self):
        zs.extend([4, 5])
        return 1


zs = [1, 2, 3]
print(zs[Grows() :], zs)  #> [2, 3, 4, 5] [1, 2, 3, 4, 5]
#2> <string>:1: SyntaxWarning: list indices must be integers or slices, not str; perhaps you missed a comma?
#2> <string>:1: SyntaxWarning: list indices must be integers or slices, not float; perhaps you missed a comma?
