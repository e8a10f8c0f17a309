# Annotation scopes see the class around them, and closures see type parameters.
class Box:
    unit = "cm"

    def method[T](self, x: unit, y: T) -> "late":
        return T

    type Alias[V] = (unit, V)


print(Box.method.__annotations__["x"], Box.method.__qualname__, Box().method(1, 2))  #> cm Box.method T
print(Box.Alias.__value__[0], Box.Alias.__name__)  #> cm Alias


def make():
    local = "local"

    class Inner:
        def method[T](self, x: local): ...

    return Inner


print(make().method.__annotations__["x"])  #> local


def counter[T]():
    def again():
        return T

    return again


print(counter()() is counter.__type_params__[0])  #> True
for source in (
    "def f[T, T](): ...",
    "def f[T: (yield)](): ...",
    "def f[T: (x := 1)](): ...",
    "def f[T](): nonlocal T",
    "class C[T = int, U]: ...",
    "type X = (yield)",
):
    try:
        compile(source, "<test>", "exec")
    except SyntaxError as error:
        print(error.args[0])
#> duplicate type parameter 'T'
#> yield expression cannot be used within a TypeVar bound
#> named expression cannot be used within a TypeVar bound
#> nonlocal binding not allowed for type parameter 'T'
#> non-default type parameter 'U' follows default type parameter
#> yield expression cannot be used within a type alias
