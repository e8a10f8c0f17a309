# TypeErrors of wrong calls, to the letter.
def error(call, *arguments):
    try:
        call(*arguments)
    except Exception as caught:
        return f"{type(caught).__name__}: {caught}"
    return "no error"


def none():
    pass


def two(a, b):
    pass


def three(a, b, c=3):
    pass


def keyword(a, *, k, l):
    pass


def positional(a, b, /):
    pass


class Thing:
    def method(self, x):
        pass

    def __init__(self, *, size=0):
        pass


print(error(none, 1))  #> TypeError: none() takes 0 positional arguments but 1 was given
print(error(two))  #> TypeError: two() missing 2 required positional arguments: 'a' and 'b'
print(error(two, 1))  #> TypeError: two() missing 1 required positional argument: 'b'
print(error(two, 1, 2, 3))  #> TypeError: two() takes 2 positional arguments but 3 were given
print(error(three, 1, 2, 3, 4))  #> TypeError: three() takes from 2 to 3 positional arguments but 4 were given
print(error(three))  #> TypeError: three() missing 2 required positional arguments: 'a' and 'b'
print(error(lambda: two(1, a=2)))  #> TypeError: two() got multiple values for argument 'a'
print(error(lambda: two(1, 2, z=3)))  #> TypeError: two() got an unexpected keyword argument 'z'
print(error(lambda: keyword(1)))  #> TypeError: keyword() missing 2 required keyword-only arguments: 'k' and 'l'
print(error(lambda: keyword(1, k=2)))  #> TypeError: keyword() missing 1 required keyword-only argument: 'l'
print(error(lambda: keyword(1, 2, k=2, l=3)))
#> TypeError: keyword() takes 1 positional argument but 2 positional arguments (and 2 keyword-only arguments) were given
print(error(lambda: positional(a=1, b=2)))
#> TypeError: positional() got some positional-only arguments passed as keyword arguments: 'a, b'
print(error(lambda: positional(1, b=2)))
#> TypeError: positional() got some positional-only arguments passed as keyword arguments: 'b'
print(error(Thing().method))  #> TypeError: Thing.method() missing 1 required positional argument: 'x'
print(error(Thing().method, 1, 2))  #> TypeError: Thing.method() takes 2 positional arguments but 3 were given
print(error(Thing.method))  #> TypeError: Thing.method() missing 2 required positional arguments: 'self' and 'x'
print(error(lambda: Thing(1)))  #> TypeError: Thing.__init__() takes 1 positional argument but 2 were given
print(error(lambda: Thing(colour=1)))  #> TypeError: Thing.__init__() got an unexpected keyword argument 'colour'
five, nothing, text = 5, None, "x"
print(error(lambda: five()))  #> TypeError: 'int' object is not callable
print(error(lambda: nothing()))  #> TypeError: 'NoneType' object is not callable
print(error(lambda: text()))  #> TypeError: 'str' object is not callable
print(error(lambda: two(*[1, 2, 3, 4])))  #> TypeError: two() takes 2 positional arguments but 4 were given
print(error(lambda: none(x=1)))  #> TypeError: none() got an unexpected keyword argument 'x'
