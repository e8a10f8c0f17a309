# enum, typing.NamedTuple and TypedDict, types, abc.
import abc, enum, types, typing
class Color(enum.Enum):
    RED = 1
    GREEN = 2
    CRIMSON = 1
print(Color.RED, repr(Color(2)), list(Color), Color['RED'] is Color.CRIMSON, Color.RED.name, Color.RED in Color)
#> Color.RED <Color.GREEN: 2> [<Color.RED: 1>, <Color.GREEN: 2>] True RED True
class Perm(enum.Flag):
    R = enum.auto()
    W = enum.auto()
print(Perm.R | Perm.W, ~Perm.R, Perm(0), (Perm.R | Perm.W) & Perm.W, bool(Perm.R & Perm.W))
#> Perm.R|W Perm.W Perm(0) Perm.W False
class N(enum.IntEnum):
    A = 3
print(N.A + 1, N.A == 3, f'{N.A}', sorted([N.A, 1]))  #> 4 True 3 [1, <N.A: 3>]
class Pair(typing.NamedTuple):
    a: int
    b: str = 'x'
print(Pair(1), Pair(1)._replace(b='y'), Pair._field_defaults, Pair(1) == (1, 'x'), Pair.__annotations__)
#> Pair(a=1, b='x') Pair(a=1, b='y') {'b': 'x'} True {'a': <class 'int'>, 'b': <class 'str'>}
class TD(typing.TypedDict, total=False):
    a: int
    b: typing.Required[str]
print(TD(a=1, b='2'), sorted(TD.__required_keys__), sorted(TD.__optional_keys__))  #> {'a': 1, 'b': '2'} ['b'] ['a']
print(types.SimpleNamespace(x=1, y=2), types.MappingProxyType({1: 2}), type(types.FunctionType))
#> namespace(x=1, y=2) {1: 2} <class 'type'>
class Base(abc.ABC):
    @abc.abstractmethod
    def m(self): ...
    @property
    @abc.abstractmethod
    def p(self): ...
for bad in (Base, lambda: Color(9), lambda: Color.NOPE, lambda: setattr(Color, 'RED', 3)):
    try:
        bad()
    except (TypeError, ValueError, AttributeError) as e:
        print(type(e).__name__, e)
#> TypeError Can't instantiate abstract class Base without an implementation for abstract methods 'm', 'p'
#> ValueError 9 is not a valid Color
#> AttributeError type object 'Color' has no attribute 'NOPE'
#> AttributeError cannot reassign member 'RED'
Base.register(int)
print(isinstance(3, Base), issubclass(bool, Base), Base.__abstractmethods__ == frozenset({'m', 'p'}))
#> True True True
