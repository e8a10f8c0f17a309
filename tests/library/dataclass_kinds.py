# dataclasses: order, factories, frozen, slots, inheritance, replace, asdict.
from dataclasses import FrozenInstanceError, InitVar, KW_ONLY, asdict, astuple, dataclass, field, fields, make_dataclass, replace
@dataclass(order=True)
class Point:
    x: int
    y: int = 0
    tags: list = field(default_factory=list, compare=False)
    def __post_init__(self):
        self.tags.append('made')
p = Point(1)
print(p, p == Point(1), Point(1) < Point(2), asdict(p), astuple(p), replace(p, y=5))
#> Point(x=1, y=0, tags=['made', 'made']) True True {'x': 1, 'y': 0, 'tags': ['made']} (1, 0, ['made']) Point(x=1, y=5, tags=['made', 'made'])
@dataclass(frozen=True, slots=True)
class Fixed:
    a: int
    b: str = 'b'
f = Fixed(1)
try:
    f.a = 2
except FrozenInstanceError as e:
    print(e, f.__slots__, hash(f) == hash(Fixed(1)))  #> cannot assign to field 'a' ('a', 'b') True
@dataclass
class Child(Point):
    z: int = 3
    _: KW_ONLY
    named: bool = False
    size: InitVar[int] = 7
    def __post_init__(self, size):
        self.total = self.x + size
print(Child(1, 2, named=True), Child(1).total, [g.name for g in fields(Child)], Child.__match_args__)
#> Child(x=1, y=2, tags=[], z=3, named=True) 8 ['x', 'y', 'tags', 'z', 'named'] ('x', 'y', 'tags', 'z')
Made = make_dataclass('Made', [('x', int), ('y', int, field(default=5))])
print(Made(1), Made.__annotations__)  #> Made(x=1, y=5) {'x': <class 'int'>, 'y': <class 'int'>}
for bad in (lambda: dataclass(type('L', (), {'__annotations__': {'a': list}, 'a': []})),
            lambda: Point(1) < 3, lambda: asdict(3)):
    try:
        bad()
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
#> ValueError mutable default <class 'list'> for field a is not allowed: use default_factory
#> TypeError '<' not supported between instances of 'Point' and 'int'
#> TypeError asdict() should be called on dataclass instances
