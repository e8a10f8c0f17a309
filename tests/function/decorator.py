# Decorators are evaluated top down and applied bottom up.
def mark(label):
    print("make", label)

    def decorate(function):
        print("apply", label, function.__name__)
        return lambda *args: (label, function(*args))
    return decorate


@mark("outer")
@mark("inner")
def f(x):
    return x
#> make outer
#> make inner
#> apply inner f
#> apply outer <lambda>


print(f(5))  #> ('outer', ('inner', 5))


@str
class Named:
    pass


print(Named)  #> <class '__main__.Named'>


def register(function):
    registry.append(function)
    return function


registry = []


@register
def one():
    """Give one."""
    return 1


print(registry[0] is one, one.__doc__)  #> True Give one.


@(lambda c: c)
@[register][0]
def two():
    return 2


print(len(registry))  #> 2
