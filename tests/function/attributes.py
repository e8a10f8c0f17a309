# Functions are objects with attributes.
def f(a: int = 1) -> str:
    "Document."


print(f.__name__, f.__doc__, f.__module__, f.__annotations__)
#> f Document. __main__ {'a': <class 'int'>, 'return': <class 'str'>}
f.colour = "red"
print(f.colour, f.__dict__)  #> red {'colour': 'red'}
f.__name__ = "renamed"
print(f.__name__, f.__qualname__)  #> renamed f


class C:
    def method(self):
        def inner():
            pass
        return inner


print(C.method.__qualname__, C().method().__qualname__)  #> C.method C.method.<locals>.inner
try:
    f.__name__ = 5
except TypeError as error:
    print(error)
#> __name__ must be set to a string object
try:
    del f.nothing
except AttributeError as error:
    print(error)
#> 'function' object has no attribute 'nothing'
print(f() is None, callable(f), type(f).__name__, type(len).__name__, type(C().method).__name__)
#> True True function builtin_function_or_method method
