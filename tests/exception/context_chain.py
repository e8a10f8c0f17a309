# __context__ and __cause__ in every order of except, finally and raise from.
def names(error):
    chain = []
    while error is not None:
        chain.append((type(error).__name__, type(error.__cause__).__name__, error.__suppress_context__))
        error = error.__context__
    return chain
def catch(f):
    try:
        f()
    except Exception as error:
        for line in names(error):
            print(*line)
        print("-")
def in_except():
    try:
        1 / 0
    except ZeroDivisionError:
        raise KeyError(1)
def from_it():
    try:
        1 / 0
    except ZeroDivisionError as error:
        raise KeyError(1) from error
def from_none():
    try:
        1 / 0
    except ZeroDivisionError:
        raise KeyError(1) from None
def in_finally():
    try:
        1 / 0
    finally:
        raise KeyError(1)
def nested():
    try:
        try:
            raise A1
        except A1:
            raise B1
    except B1:
        raise C1
class A1(Exception):
    pass
class B1(Exception):
    pass
class C1(Exception):
    pass
def after():
    try:
        1 / 0
    except ZeroDivisionError:
        pass
    raise KeyError
def reraised():
    try:
        1 / 0
    except ZeroDivisionError as error:
        raise error
def loop():
    a = A1()
    try:
        raise a
    except A1:
        try:
            raise B1
        except B1:
            raise a
def in_with():
    class M:
        def __enter__(self):
            pass
        def __exit__(self, *args):
            raise B1
    with M():
        raise A1
def in_generator():
    def g():
        try:
            yield
        except A1:
            raise B1
    it = g()
    next(it)
    it.throw(A1())
for f in (in_except, from_it, from_none, in_finally, nested, after, reraised, loop, in_with, in_generator):
    catch(f)
#> KeyError NoneType False
#> ZeroDivisionError NoneType False
#> -
#> KeyError ZeroDivisionError True
#> ZeroDivisionError NoneType False
#> -
#> KeyError NoneType True
#> ZeroDivisionError NoneType False
#> -
#> KeyError NoneType False
#> ZeroDivisionError NoneType False
#> -
#> C1 NoneType False
#> B1 NoneType False
#> A1 NoneType False
#> -
#> KeyError NoneType False
#> -
#> ZeroDivisionError NoneType False
#> -
#> A1 NoneType False
#> B1 NoneType False
#> -
#> B1 NoneType False
#> A1 NoneType False
#> -
#> B1 NoneType False
#> A1 NoneType False
#> -
