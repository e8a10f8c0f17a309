# tuple: making, methods, hashes, subclasses.

def attempt(text):
    try:
        print(text, "->", repr(eval(text)))
    except Exception as error:
        print(text, "!!", f"{type(error).__name__}: {error}".strip())

print(tuple(), tuple("ab"), tuple([1, 2]), (1,), (1, 2), ((),), tuple({1: 2}), tuple(range(3)))
#> () ('a', 'b') (1, 2) (1,) (1, 2) ((),) (1,) (0, 1, 2)
t = (1, 2, 3, 2)
print(t.count(2), t.index(2), t.index(2, 2), t[1], t[-1], t[1:3], t[::-1], len(t), 3 in t, 9 in t)
#> 2 1 3 2 2 (2, 3) (2, 3, 2, 1) 4 True False
for text in ["(1,).index(2)", "(1,)[1]", "(1,)['a']", "tuple(1)", "tuple(1, 2)", "tuple(x=1)", "(1,).append", "hash(([],))"]:
    attempt(text)
#> (1,).index(2) !! ValueError: tuple.index(x): x not in tuple
#> (1,)[1] !! IndexError: tuple index out of range
#> (1,)['a'] !! TypeError: tuple indices must be integers or slices, not str
#> tuple(1) !! TypeError: 'int' object is not iterable
#> tuple(1, 2) !! TypeError: tuple expected at most 1 argument, got 2
#> tuple(x=1) !! TypeError: tuple() takes no keyword arguments
#> (1,).append !! AttributeError: 'tuple' object has no attribute 'append'
#> hash(([],)) !! TypeError: unhashable type: 'list'
print(hash(()), hash((1, 2)), hash((1, (2, 3))), hash((1.0, 2)), hash((-1,)), hash(("a",)) == hash(("a",)))
#> 5740354900026072187 -3550055125485641917 7267574591690527098 -3550055125485641917 8078679518589016365 True
try:
    t[0] = 1
except TypeError as error:
    print(error)
#> 'tuple' object does not support item assignment
try:
    del t[0]
except TypeError as error:
    print(error)
#> 'tuple' object doesn't support item deletion
x = ([],)
try:
    x[0] += [1]
except TypeError as error:
    print(error, x)
#> 'tuple' object does not support item assignment ([1],)


class Point(tuple):
    __slots__ = ()

    def __new__(cls, x, y):
        return super().__new__(cls, (x, y))

    @property
    def x(self):
        return self[0]

    def __add__(self, other):
        return Point(self[0] + other[0], self[1] + other[1])


p = Point(1, 2)
print(p, p.x, p + Point(3, 4), type(p + p).__name__, type(p[:]).__name__, p == (1, 2), hash(p) == hash((1, 2)), p * 2)
#> (1, 2) 1 (4, 6) Point tuple True True (1, 2, 1, 2)
print(isinstance(p, tuple), [*p], (0,) + p, {p: 1}[(1, 2)], tuple(p) is p, type(tuple(p)).__name__)
#> True [1, 2] (0, 1, 2) 1 False tuple
print(p.__getnewargs__(), (1, 2).__getnewargs__(), tuple[int, ...], type(tuple[int]).__name__)
#> ((1, 2),) ((1, 2),) tuple[int, ...] GenericAlias
#2> <string>:1: SyntaxWarning: tuple indices must be integers or slices, not str; perhaps you missed a comma?
