# Every form of import of the library.
import math
import os.path
import collections as c
from math import sqrt, pi as circle
from collections.abc import Mapping
print(math.floor(2.5), sqrt(16), round(circle, 4))  #> 2 4.0 3.1416
print(os.path.join("a", "b"))  #> a/b
print(c.Counter("aab")["a"])  #> 2
print(issubclass(dict, Mapping))  #> True
try:
    import no_such_module
except ModuleNotFoundError as error:
    print(error, error.name)
#> No module named 'no_such_module' no_such_module
try:
    from math import no_such_name
except ImportError as error:
    print(str(error).split(" (")[0])
#> cannot import name 'no_such_name' from 'math'
