# The fields of the exceptions that have some.
def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__ + ":", error)
attempt(lambda: (StopIteration(3).value, StopIteration().value, StopIteration(1, 2).value))  #> (3, None, 1)
attempt(lambda: (SystemExit(3).code, SystemExit().code, SystemExit(1, 2).code))  #> (3, None, (1, 2))
attempt(lambda: (KeyError("k").args, str(KeyError("k")), str(KeyError("a", "b")), repr(KeyError())))
#> (('k',), "'k'", "('a', 'b')", 'KeyError()')
attempt(lambda: ImportError("m", name="n", path="p").path)  #> p
attempt(lambda: (ImportError("a", "b").msg, str(ImportError("a", "b")), ImportError("m").name))
#> (None, "('a', 'b')", None)
attempt(lambda: ImportError("m", foo=1))  #> TypeError: ImportError() got an unexpected keyword argument 'foo'
attempt(lambda: (AttributeError("x", name="n", obj=3).obj, NameError("x", name="n").name))  #> (3, 'n')
attempt(lambda: SyntaxError("m", ("dir/f.py", 3, 4, "text")))  #> m (f.py, line 3)
attempt(lambda: SyntaxError("m", ("f.py", 3, 4, "text", 3, 6)).end_offset)  #> 6
attempt(lambda: SyntaxError("m", ("f.py", 3)))  #> TypeError: function takes at least 4 arguments (2 given)
attempt(lambda: (SyntaxError("m").lineno, str(SyntaxError("m")), SyntaxError().msg))  #> (None, 'm', None)
attempt(lambda: UnicodeDecodeError("utf-8", b"abc", 1, 2, "bad"))
#> 'utf-8' codec can't decode byte 0x62 in position 1: bad
attempt(lambda: UnicodeEncodeError("ascii", "é", 0, 1, "bad").reason)  #> bad
try:
    b"\xff".decode()
except UnicodeDecodeError as error:
    print(error.start, error.end, error.object, error.encoding, error.reason)  #> 0 1 b'\xff' utf-8 invalid start byte
try:
    {}["missing"]
except KeyError as error:
    print(error.args, error)  #> ('missing',) 'missing'
try:
    [].nothing
except AttributeError as error:
    print(error.name, error.obj)  #> nothing []
try:
    undefined_name
except NameError as error:
    print(error.name)  #> undefined_name
try:
    import no_such_module_here
except ImportError as error:
    print(error.name, error.path, error.msg, type(error).__name__)
#> no_such_module_here None No module named 'no_such_module_here' ModuleNotFoundError
def g():
    yield 1
    return "result"
it = g()
next(it)
try:
    next(it)
except StopIteration as stop:
    print(stop.value)  #> result
