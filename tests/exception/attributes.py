# What exceptions carry: args, cause, context, notes, and the setters' complaints.
x = ValueError(1, "two")
def attempt(action):
    try:
        print(action())
    except (TypeError, AttributeError) as error:
        print(type(error).__name__ + ":", error)
print(x.args, str(x), repr(x), str(ValueError()), str(ValueError("one")))
#> (1, 'two') (1, 'two') ValueError(1, 'two')  one
x.args = [3]
print(x.args, x)  #> (3,) 3
attempt(lambda: delattr(x, "args"))  #> TypeError: args may not be deleted
attempt(lambda: setattr(x, "__cause__", 1))  #> TypeError: exception cause must be None or derive from BaseException
attempt(lambda: setattr(x, "__context__", 1))
#> TypeError: exception context must be None or derive from BaseException
attempt(lambda: setattr(x, "__traceback__", 1))  #> TypeError: __traceback__ must be a traceback or None
attempt(lambda: x.with_traceback(1))  #> TypeError: __traceback__ must be a traceback or None
attempt(lambda: setattr(x, "__suppress_context__", 1))  #> TypeError: attribute value type must be bool
attempt(lambda: x.add_note(1))  #> TypeError: note must be a str, not 'int'
attempt(lambda: ValueError(a=1))  #> TypeError: ValueError() takes no keyword arguments
attempt(lambda: x.nothing)  #> AttributeError: 'ValueError' object has no attribute 'nothing'
print(x.__suppress_context__, hasattr(x, "__notes__"))  #> False False
x.__cause__ = KeyError("k")
print(repr(x.__cause__), x.__suppress_context__)  #> KeyError('k') True
x.add_note("first")
x.add_note("second")
print(x.__notes__)  #> ['first', 'second']
x.__notes__ = 3
attempt(lambda: x.add_note("z"))  #> TypeError: Cannot add note: __notes__ is not a list
class Own(Exception):
    def __init__(self, a, b):
        self.a = a
o = Own(1, 2)
print(o.args, o.a, repr(o), str(o))  #> (1, 2) 1 Own(1, 2) (1, 2)
attempt(lambda: Own(1))  #> TypeError: Own.__init__() missing 1 required positional argument: 'b'
class Text(Exception):
    def __str__(self):
        return "text of " + repr(self.args)
print(Text(1), repr(Text(1)))  #> text of (1,) Text(1)
x.extra = 5
print(sorted(x.__dict__))  #> ['__notes__', 'extra']
print(ValueError.__mro__[1:3], issubclass(KeyError, LookupError), IOError is OSError)
#> (<class 'Exception'>, <class 'BaseException'>) True True
try:
    1 / 0
except ZeroDivisionError as error:
    print(error.__traceback__.tb_frame.f_code.co_name, error.__traceback__.tb_next)
    kept = error  #> <module> None
print("error" in globals(), kept.args)  #> False ('division by zero',)
