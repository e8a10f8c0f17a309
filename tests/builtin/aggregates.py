# all, any, sum, min, max: laziness, keys, defaults, exactness.

def attempt(text):
    try:
        print(text, "->", repr(eval(text)))
    except Exception as error:
        print(text, "!!", f"{type(error).__name__}: {error}".strip())

def gen(*values):
    for value in values:
        print("give", value)
        yield value


print(all(gen(1, 0, 2)), any(gen(0, 3, 1)), all([]), any([]), all({}), any("a"))
#> give 1
#> give 0
#> give 0
#> give 3
#> False True True False True True
print(sum([1, 2, 3]), sum([1, 2], 10), sum([], start=5), sum([[1], [2]], []), sum((0.1,) * 10), sum([1e16, 1.0, -1e16]), sum([0.1, 1, True]))
#> 6 13 5 [1, 2] 1.0 1.0 2.1
print(sum([10**20, 0.5]), sum([2**61, 2**61, -1]), sum([1.5, 2**70]), sum([True, False, True]), sum([1, 2j]), sum([float("inf"), 1.0]), sum([-0.0]))
#> 1e+20 4611686018427387903 1.1805916207174113e+21 2 (1+2j) inf 0.0
for text in ["sum(['a'], '')", "sum(['a'])", "sum([b''], b'')", "sum(1)", "sum()", "sum([], 1, 2)", "sum([1], foo=1)", "sum([[1]])"]:
    attempt(text)
#> sum(['a'], '') !! TypeError: sum() can't sum strings [use ''.join(seq) instead]
#> sum(['a']) !! TypeError: unsupported operand type(s) for +: 'int' and 'str'
#> sum([b''], b'') !! TypeError: sum() can't sum bytes [use b''.join(seq) instead]
#> sum(1) !! TypeError: 'int' object is not iterable
#> sum() !! TypeError: sum() takes at least 1 positional argument (0 given)
#> sum([], 1, 2) !! TypeError: sum() takes at most 2 arguments (3 given)
#> sum([1], foo=1) !! TypeError: sum() got an unexpected keyword argument 'foo'
#> sum([[1]]) !! TypeError: unsupported operand type(s) for +: 'int' and 'list'
print(min(3, 1, 2), max([3, 1, 2]), min("b", "a"), max("hello"), max([1, 2], [1, 3]), min({3: 0, 1: 0}), max(1, 1.0), min(1.0, 1), max(True, 1))
#> 1 3 a o [1, 3] 1 1 1.0 True
print(max("abc", key=lambda c: -ord(c)), min([-3, 2], key=abs), max([], default="none"), min([], default=None), max(["aa", "b"], key=len), min((1, "x"), (1, "a")))
#> a 2 none None aa (1, 'a')
for text in ["max()", "max(1)", "max([])", "min(())", "max(1, 'a')", "max(1, 2, default=3)", "max(1, 2, foo=3)", "max([1], key=1)", "min(None)", "max(1j, 2j)"]:
    attempt(text)
#> max() !! TypeError: max expected at least 1 argument, got 0
#> max(1) !! TypeError: 'int' object is not iterable
#> max([]) !! ValueError: max() iterable argument is empty
#> min(()) !! ValueError: min() iterable argument is empty
#> max(1, 'a') !! TypeError: '>' not supported between instances of 'str' and 'int'
#> max(1, 2, default=3) !! TypeError: Cannot specify a default for max() with multiple positional arguments
#> max(1, 2, foo=3) !! TypeError: max() got an unexpected keyword argument 'foo'
#> max([1], key=1) !! TypeError: 'int' object is not callable
#> min(None) !! TypeError: 'NoneType' object is not iterable
#> max(1j, 2j) !! TypeError: '>' not supported between instances of 'complex' and 'complex'


class N:
    def __init__(self, n):
        self.n = n

    def __lt__(self, other):
        print("lt", self.n, other.n)
        return self.n < other.n

    def __gt__(self, other):
        print("gt", self.n, other.n)
        return self.n > other.n


print(min(N(2), N(1), N(3)).n, max(N(2), N(1), N(3)).n)
#> lt 1 2
#> lt 3 1
#> gt 1 2
#> gt 3 2
#> 1 3


class Add:
    def __radd__(self, other):
        return ("radd", other)


print(sum([Add()]), sum([Add()], 5))  #> ('radd', 0) ('radd', 5)
