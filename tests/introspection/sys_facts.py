# What sys says of the language's limits.
import sys
print(sys.version_info[:2], sys.version_info.major, sys.version_info >= (3, 13), sys.version_info.releaselevel)
#> (3, 13) 3 True final
print(sys.maxsize, sys.maxunicode, sys.byteorder, sys.float_repr_style)  #> 9223372036854775807 1114111 little short
print(sys.float_info.max, sys.float_info.epsilon, sys.float_info.dig, sys.float_info[0] == sys.float_info.max)
#> 1.7976931348623157e+308 2.220446049250313e-16 15 True
print(sys.int_info)
#> sys.int_info(bits_per_digit=30, sizeof_digit=4, default_max_str_digits=4300, str_digits_check_threshold=640)
print(sys.hash_info)
#> sys.hash_info(width=64, modulus=2305843009213693951, inf=314159, nan=0, imag=1000003, algorithm='siphash13', hash_bits=64, seed_bits=128, cutoff=0)
print(sys.getdefaultencoding(), sys.getfilesystemencoding(), sys.getrecursionlimit())  #> utf-8 utf-8 1000
print(type(sys.flags).__name__, sys.flags.optimize)  #> flags 0
print(sys.exc_info(), sys.exception(), sys.getrefcount(None) > 1000)  #> (None, None, None) None True
def attempt(action):
    try:
        print(action())
    except (TypeError, ValueError, RecursionError) as error:
        print(type(error).__name__ + ":", error)
attempt(lambda: sys.setrecursionlimit(0))  #> ValueError: recursion limit must be greater or equal than 1
attempt(lambda: sys.setrecursionlimit("a"))  #> TypeError: 'str' object cannot be interpreted as an integer
attempt(lambda: sys.set_int_max_str_digits(1))  #> ValueError: maxdigits must be 0 or larger than 640
attempt(lambda: sys.intern(1))  #> TypeError: intern() argument must be str, not int
attempt(lambda: sys.getsizeof())  #> TypeError: getsizeof() missing required argument 'object' (pos 1)
attempt(lambda: sys.version_info._replace if hasattr(sys.version_info, "_replace") else "no _replace")  #> no _replace
print(sys.intern("abc") is sys.intern("ab" + "c"))  #> True
print([sys.getsizeof(x) for x in (1, 2**40, 1.5, True, None, (), (1,), [], [1, 2], object())])
#> [28, 32, 24, 28, 16, 40, 48, 56, 72, 16]
from types import SimpleNamespace
n = SimpleNamespace(a=1, b=[2])
print(n, n == SimpleNamespace(a=1, b=[2]), n.a)  #> namespace(a=1, b=[2]) True 1
n.me = n
del n.a
print(n, sorted(vars(n)))  #> namespace(b=[2], me=namespace(...)) ['b', 'me']
print(SimpleNamespace({"x": 1}, y=2), type(n))  #> namespace(x=1, y=2) <class 'types.SimpleNamespace'>
attempt(lambda: SimpleNamespace(1))  #> TypeError: 'int' object is not iterable
print("sys" in sys.modules, sys.modules["sys"] is sys, "builtins" in sys.builtin_module_names)  #> True True True
print(sys.stdout.writable(), len(sys.argv) > 0, isinstance(sys.path, list))  #> True True True
