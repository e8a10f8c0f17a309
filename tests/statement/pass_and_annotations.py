# Annotations are evaluated and kept; without a value they bind nothing.
x: int = 5
y: "not evaluated as a name"
print(x, "y" in globals())  #> 5 False
print(__annotations__)  #> {'x': <class 'int'>, 'y': 'not evaluated as a name'}


class Record:
    name: str
    size: int = 3


print(Record.__annotations__, hasattr(Record, "name"), Record.size)
#> {'name': <class 'str'>, 'size': <class 'int'>} False 3


def f(a: int, b: str = "x", *args: float, c: bool = True, **kwargs: dict) -> list:
    local: int = 1
    return local


print(f.__annotations__)
#> {'a': <class 'int'>, 'b': <class 'str'>, 'args': <class 'float'>, 'c': <class 'bool'>, 'kwargs': <class 'dict'>, 'return': <class 'list'>}
(z): int = 1
print("z" in __annotations__)  #> False
