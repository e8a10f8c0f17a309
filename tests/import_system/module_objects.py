# Modules as objects.
import sys
import types
m = types.ModuleType("made", "Its doc.")
print(m, m.__name__, m.__doc__, m.__package__, m.__loader__, m.__spec__)
#> <module 'made'> made Its doc. None None None
m.x = 1
print(m.x, vars(m)["x"], sorted(k for k in dir(m) if not k.startswith("_")))  #> 1 1 ['x']
def attempt(action):
    try:
        print(action())
    except (AttributeError, TypeError) as error:
        print(type(error).__name__ + ":", error)
attempt(lambda: m.nothing)  #> AttributeError: module 'made' has no attribute 'nothing'
attempt(lambda: delattr(m, "nothing"))  #> AttributeError: 'module' object has no attribute 'nothing'
attempt(lambda: setattr(m, "__dict__", {}))  #> AttributeError: readonly attribute
attempt(lambda: types.ModuleType())  #> TypeError: module() missing required argument 'name' (pos 1)
attempt(lambda: types.ModuleType(1))  #> TypeError: module() argument 'name' must be str, not int
m.__getattr__ = lambda name: "lazy " + name
print(m.anything, hasattr(m, "more"))  #> lazy anything True
sys.modules["made"] = m
import made
from made import something
print(made is m, something)  #> True lazy something
class Loud(types.ModuleType):
    @property
    def now(self):
        return "computed"
    def __setattr__(self, name, value):
        super().__setattr__(name, ("set", value))
loud = Loud("loud")
loud.y = 2
print(loud.now, loud.y, type(loud).__name__)  #> computed ('set', 2) Loud
m.__class__ = Loud
print(m.now)  #> computed
print(sys, sys.modules[__name__].__name__, __name__, __package__, __doc__ is None)
#> <module 'sys' (built-in)> __main__ __main__ None True
print(types.ModuleType("no").__annotations__, repr(types.ModuleType("a.b")))  #> {} <module 'a.b'>
exec("z = 3", vars(m))
print(m.__dict__["z"])  #> 3
