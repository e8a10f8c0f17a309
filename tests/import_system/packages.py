# Packages, relative imports, submodules, __all__, and what modules know of themselves.
import sys
sys.path.insert(0, "data")
import pack
print(pack.value, pack.__name__, pack.__package__, pack.__doc__, pack.first.name)
#> first pack pack A package. pack.second
print(pack.second.package, pack.second.lazy, dir(pack.second))  #> pack made lazily ['lazy', 'name']
import pack.sub.leaf as leaf
print(leaf.here, pack.sub.second_name, pack.sub.leaf is leaf)  #> ('pack.sub.leaf', 'pack.sub') pack.second True
from pack import second as renamed, first
print(renamed is pack.second, first.value)  #> True first
def attempt(source):
    try:
        exec(source, {"__name__": "__main__"})
    except ImportError as error:
        print(type(error).__name__ + ":", str(error).replace(sys.path[0], "PATH"), error.name)
    except (AttributeError, ValueError) as error:
        print(type(error).__name__ + ":", error)
space = {}
exec("from pack import *", space)
print(sorted(k for k in space if k != "__builtins__"))  #> ['second', 'value']
space = {}
exec("from stars import *", space)
print(sorted(k for k in space if k != "__builtins__"))  #> ['shown']
attempt("import nothing_here")  #> ModuleNotFoundError: No module named 'nothing_here' nothing_here
attempt("import pack.nothing")  #> ModuleNotFoundError: No module named 'pack.nothing' pack.nothing
attempt("import stars.inner")
#> ModuleNotFoundError: No module named 'stars.inner'; 'stars' is not a package stars.inner
attempt("from . import x")  #> ImportError: attempted relative import with no known parent package None
attempt("import pack.sub.far")  #> ImportError: attempted relative import beyond top-level package None
attempt("import pack; pack.missing")  #> AttributeError: module 'pack' has no attribute 'missing'
attempt("import pack.second as s; s.missing")  #> AttributeError: module 'pack.second' has no attribute 'missing'
attempt("__import__('')")  #> ValueError: Empty module name
print(__import__("pack.sub").__name__, __import__("pack.sub", fromlist=["leaf"]).__name__)  #> pack pack.sub
import space as namespace
import space.mod
print(space.mod.inside, namespace.__name__, hasattr(namespace, "__file__"), list(namespace.__path__) != [])
#> a namespace package space True True
