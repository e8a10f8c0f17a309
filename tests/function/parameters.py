# Every kind of parameter together.
def f(a, b=2, /, c=3, *args, d, e=5, **kwargs):
    return a, b, c, args, d, e, kwargs


print(f(1, d=4))  #> (1, 2, 3, (), 4, 5, {})
print(f(1, 20, 30, 40, 50, d=4, e=6, g=7))  #> (1, 20, 30, (40, 50), 4, 6, {'g': 7})
print(f(1, c=9, d=0, a=8, b=7))  #> (1, 2, 9, (), 0, 5, {'a': 8, 'b': 7})


def only_keywords(*, x, y=1):
    return x, y


def only_positions(x, y=1, /):
    return x, y


print(only_keywords(y=2, x=3), only_positions(4), only_positions(4, 5))  #> (3, 2) (4, 1) (4, 5)
print(f.__defaults__, f.__kwdefaults__, only_keywords.__kwdefaults__)  #> (2, 3) {'e': 5} {'y': 1}
print(f.__code__.co_argcount, f.__code__.co_posonlyargcount, f.__code__.co_kwonlyargcount)  #> 3 2 2
print(f.__code__.co_varnames, f.__name__, f.__qualname__)  #> ('a', 'b', 'c', 'd', 'e', 'args', 'kwargs') f f
