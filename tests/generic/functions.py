# Type parameters of functions: made when the function is, evaluated when asked for.
def first[T](items: list[T]) -> T:
    return items[0]


print(first([3, 4]), first.__type_params__, first.__name__, first.__qualname__)  #> 3 (T,) first first
print(first.__annotations__["return"] is first.__type_params__[0])  #> True


def bounded[N: (int, str), U: Later, *Ts, **P](x: N, *args: *Ts) -> U: ...


names = [(type(p).__name__, p.__name__) for p in bounded.__type_params__]
print(names)  #> [('TypeVar', 'N'), ('TypeVar', 'U'), ('TypeVarTuple', 'Ts'), ('ParamSpec', 'P')]
N, U, Ts, P = bounded.__type_params__
print(N.__constraints__, N.__bound__)  #> (<class 'int'>, <class 'str'>) None
try:
    U.__bound__
except NameError as error:
    print(error)
#> name 'Later' is not defined


class Later: ...


print(U.__bound__)  #> <class '__main__.Later'>


def default[T = int](x: T = None): ...


print(default.__type_params__[0].__default__, default(1))  #> <class 'int'> None


def outer(value):
    def inner[T](x: T):
        return value, T

    return inner


print(outer(5)(None))  #> (5, T)
