# global in functions, in classes, in nested functions and at module level.
x = "module"


def reads():
    return x


def rebinds():
    global x
    x = "rebound"


def shadows():
    x = "local"

    def inner():
        global x
        return x

    return inner()


rebinds()
print(x, reads(), shadows())  #> rebound rebound rebound


class Body:
    global made
    made = "by the class body"
    kept = "in the class"


print(made, hasattr(Body, "made"), Body.kept)  #> by the class body False in the class


def define():
    global Later, later

    class Later:
        pass

    def later():
        pass


define()
print(Later.__qualname__, later.__qualname__)  #> Later later
global y
y = 3
print(y)  #> 3


def deletes():
    global y
    del y


deletes()
try:
    y
except NameError as error:
    print(error)
#> name 'y' is not defined


def unbound():
    print(z)
    z = 1


try:
    unbound()
except UnboundLocalError as error:
    print(error)
#> cannot access local variable 'z' where it is not associated with a value
