# What cannot be raised or caught.
def attempt(f):
    try:
        f()
    except BaseException as error:
        print(type(error).__name__ + ":", error)
def number():
    raise 1
def text():
    raise "text"
def a_class():
    raise int
def cause():
    raise ValueError from 1
def caught():
    try:
        raise ValueError
    except 1:
        pass
def caught_tuple():
    try:
        raise ValueError
    except (KeyError, "x"):
        pass
def nothing():
    raise
class BadNew(Exception):
    def __new__(cls):
        return 3
def bad_new():
    raise BadNew
class Needs(Exception):
    def __init__(self, x):
        pass
def needs():
    raise Needs
def class_cause():
    try:
        raise ValueError("a") from KeyError
    except ValueError as error:
        print(repr(error.__cause__))
def deleted():
    try:
        raise ValueError
    except ValueError as error:
        del error
    print("fine")
def unbound():
    try:
        raise ValueError
    except ValueError as error:
        pass
    error
for f in (number, text, a_class, cause, caught, caught_tuple, nothing, bad_new, needs, class_cause, deleted, unbound):
    attempt(f)
#> TypeError: exceptions must derive from BaseException
#> TypeError: exceptions must derive from BaseException
#> TypeError: exceptions must derive from BaseException
#> TypeError: exception causes must derive from BaseException
#> TypeError: catching classes that do not inherit from BaseException is not allowed
#> TypeError: catching classes that do not inherit from BaseException is not allowed
#> RuntimeError: No active exception to reraise
#> TypeError: calling <class '__main__.BadNew'> should have returned an instance of BaseException, not <class 'int'>
#> TypeError: Needs.__init__() missing 1 required positional argument: 'x'
#> KeyError()
#> fine
#> UnboundLocalError: cannot access local variable 'error' where it is not associated with a value
class Meta(type):
    def __instancecheck__(cls, x):
        return True
class Any(Exception, metaclass=Meta):
    pass
def not_asked():
    try:
        raise ValueError("isinstance is not asked")
    except Any:
        print("caught")
attempt(not_asked)  #> ValueError: isinstance is not asked
