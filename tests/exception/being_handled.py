# sys.exception() follows the handlers in and out, through calls and generators.
import sys
def now():
    return type(sys.exception()).__name__
print(now())  #> NoneType
try:
    raise KeyError
except KeyError:
    print(now(), sys.exc_info()[0].__name__)
    try:
        raise ValueError
    except ValueError:
        print(now())
    print(now())
    def inner():
        return now()
    print(inner())
#> KeyError KeyError
#> ValueError
#> KeyError
#> KeyError
print(now())  #> NoneType
def g():
    try:
        yield now()
        yield now()
    except TypeError:
        yield now()
    yield now()
it = g()
try:
    raise OSError
except OSError:
    print(next(it))  #> OSError
print(next(it))  #> NoneType
print(it.throw(TypeError()))  #> TypeError
try:
    raise IndexError
except IndexError:
    print(next(it))  #> IndexError
def finally_sees():
    try:
        try:
            1 / 0
        finally:
            print("finally", now())
    except ZeroDivisionError:
        pass
finally_sees()  #> finally ZeroDivisionError
def returns():
    try:
        raise KeyError
    except KeyError:
        return now()
print(returns(), now())  #> KeyError NoneType
for n in range(2):
    try:
        raise ValueError(n)
    except ValueError:
        if n == 0:
            continue
        print(now())  #> ValueError
print(now())  #> NoneType
def f():
    raise
try:
    f()
except RuntimeError as error:
    print(error)  #> No active exception to reraise
try:
    try:
        raise KeyError("again")
    except KeyError:
        f()
except KeyError as error:
    print("reraised", error)  #> reraised 'again'
