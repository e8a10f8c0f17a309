# Functions show what they are made of, and let most of it be changed.
def outer(k):
    def f(a, b=2, /, c=3, *args, d, e=5, **kw):
        "Doc."
        z = a + k
        return z
    return f
f = outer(10)
c = f.__code__
print(f.__name__, f.__qualname__, f.__module__, f.__doc__)  #> f outer.<locals>.f __main__ Doc.
print(f.__defaults__, f.__kwdefaults__, [x.cell_contents for x in f.__closure__])  #> (2, 3) {'e': 5} [10]
print(c.co_argcount, c.co_posonlyargcount, c.co_kwonlyargcount, c.co_varnames, c.co_freevars, c.co_cellvars)
#> 3 2 2 ('a', 'b', 'c', 'd', 'e', 'args', 'kw', 'z') ('k',) ()
print(c.co_name, c.co_qualname, c.co_nlocals, c.co_flags & 0x0C, outer.__code__.co_cellvars)
#> f outer.<locals>.f 8 12 ('k',)
f.__defaults__ = (20, 30)
f.__kwdefaults__ = {"d": 4}
print(f(1))
f.__name__ = "renamed"
f.__qualname__ = "q"
f.extra = 1
print(f.__name__, f.__dict__, repr(f).startswith("<function q at 0x"))
def attempt(action):
    try:
        print(action())
    except (TypeError, AttributeError, ValueError) as error:
        print(type(error).__name__ + ":", error)
attempt(lambda: setattr(f, "__name__", 1))
attempt(lambda: setattr(f, "__defaults__", 1))
attempt(lambda: setattr(f, "__kwdefaults__", 1))
attempt(lambda: setattr(f, "__code__", 1))
attempt(lambda: setattr(f, "__code__", outer.__code__))
attempt(lambda: setattr(f, "__dict__", 1))
attempt(lambda: f.nothing)
attempt(lambda: delattr(f, "nothing"))
def one():
    return 1
def two():
    return 2
one.__code__ = two.__code__
print(one(), one.__name__)
def annotated(x: int, *y: str) -> float:
    pass
print(annotated.__annotations__)
annotated.__annotations__ = {}
print(annotated.__annotations__, (lambda: 0).__name__, (lambda: 0).__annotations__)
from types import FunctionType, CellType
g = FunctionType(two.__code__, {"__name__": "made"}, "g")
print(g(), g.__name__, g.__module__)
attempt(lambda: FunctionType(f.__code__, {}))
cell = CellType(5)
cell.cell_contents += 1
print(cell.cell_contents)
attempt(lambda: CellType().cell_contents)
print(two.__get__(1).__self__, two.__get__(None, int) is two)
# exit: 1
#2> Traceback (most recent call last):
#2>   File "function_attributes.py", line 18, in <module>
#2>     print(f(1))
#2>           ~^^^
#2> TypeError: outer.<locals>.f() missing 1 required keyword-only argument: 'e'
