# inspect: signatures, members, sources and docstrings.
import functools, inspect
def f(a, /, b: int = 1, *c, d, e='x', **g) -> str:
    """Doc of f.

    More.
    """
    return 'r'
s = inspect.signature(f)
print(s, list(s.parameters), s.parameters['b'].default, s.return_annotation, s.parameters['a'].kind.name)
#> (a, /, b: int = 1, *c, d, e='x', **g) -> str ['a', 'b', 'c', 'd', 'e', 'g'] 1 <class 'str'> POSITIONAL_ONLY
print(s.bind(1, 2, 3, d=4, z=5).arguments, inspect.getdoc(f), inspect.getsource(f).splitlines()[0])
#> {'a': 1, 'b': 2, 'c': (3,), 'd': 4, 'g': {'z': 5}} Doc of f.
#>
#> More. def f(a, /, b: int = 1, *c, d, e='x', **g) -> str:
try:
    s.bind(1)
except TypeError as e:
    print(e)  #> missing a required argument: 'd'
class C:
    def m(self, x): pass
    @classmethod
    def k(cls): pass
    @staticmethod
    def t(): pass
    p = property(lambda self: 1)
    def __init__(self, q=2): pass
print(inspect.signature(C), inspect.signature(C().m), inspect.signature(functools.partial(f, 1, d=2)))
#> (q=2) (x) (b: int = 1, *c, d=2, e='x', **g) -> str
print(inspect.isclass(C), inspect.isfunction(f), inspect.ismethod(C().m), inspect.isgeneratorfunction(f), inspect.isbuiltin(len))
#> True True True False True
print([n for n, _ in inspect.getmembers(C) if not n.startswith('_')], inspect.getmro(bool))
#> ['k', 'm', 'p', 't'] (<class 'bool'>, <class 'int'>, <class 'object'>)
def outer():
    frame = inspect.currentframe()
    return frame.f_code.co_name, frame.f_back.f_code.co_name, inspect.getframeinfo(frame).function
print(outer())  #> ('outer', '<module>', 'outer')
@functools.wraps(f)
def wrapper(*args): return f(*args)
print(inspect.unwrap(wrapper) is f, wrapper.__name__, str(inspect.signature(wrapper)) == str(s))  #> True f True
