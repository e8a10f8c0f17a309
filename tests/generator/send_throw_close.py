# send, throw and close: what a generator sees and what comes back.
def echo():
    received = None
    while True:
        try:
            received = yield received
        except ValueError as error:
            received = f"caught {error}"
        except GeneratorExit:
            print("closing")
            raise


g = echo()
print(next(g), g.send("a"), g.throw(ValueError("b")), next(g))  #> None a caught b None
print(g.close(), g.close())
#> closing
#> None None
try:
    next(g)
except StopIteration as stop:
    print(repr(stop))
#> StopIteration()


def returns():
    yield 1
    return "result"


g = returns()
next(g)
try:
    next(g)
except StopIteration as stop:
    print(stop.value)
#> result
try:
    returns().send(5)
except TypeError as error:
    print(error)
#> can't send non-None value to a just-started generator


def stubborn():
    try:
        yield 1
    except GeneratorExit:
        yield 2


g = stubborn()
next(g)
try:
    g.close()
except RuntimeError as error:
    print(error, list(g))
#> generator ignored GeneratorExit []


def raises():
    yield 1
    raise StopIteration("inside")


try:
    list(raises())
except RuntimeError as error:
    print(error, "|", repr(error.__cause__))
#> generator raised StopIteration | StopIteration('inside')


def busy():
    yield next(me)


me = busy()
try:
    next(me)
except ValueError as error:
    print(error)
#> generator already executing
try:
    echo().throw(KeyError("not started"))
except KeyError as error:
    print("at once", error)
#> at once 'not started'
