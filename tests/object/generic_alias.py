# list[int], int | str: what they are and what they refuse.
def attempt(action):
    try:
        print(action())
    except (TypeError, AttributeError) as error:
        print(type(error).__name__ + ":", error)
print(list[int], dict[str, list[int]], tuple[int, ...], tuple[()], type[int], list["x"])
#> list[int] dict[str, list[int]] tuple[int, ...] tuple[()] type[int] list['x']
print(list[int].__origin__, list[int].__args__, list[int].__parameters__)  #> <class 'list'> (<class 'int'>,) ()
print(list[int] == list[int], list[int] == list[str], hash(list[int]) == hash(list[int]))  #> True False True
print(list[int](), list[int]([1]), dict[str, int](a=1))  #> [] [1] {'a': 1}
print(type(list[int]), list[int].__class__)  #> <class 'types.GenericAlias'> <class 'types.GenericAlias'>
attempt(lambda: isinstance([], list[int]))  #> TypeError: isinstance() argument 2 cannot be a parameterized generic
attempt(lambda: issubclass(list, list[int]))  #> TypeError: issubclass() argument 2 cannot be a parameterized generic
attempt(lambda: list[int][str])  #> TypeError: list[int] is not a generic class
attempt(lambda: list[int].nothing)  #> AttributeError: type object 'list' has no attribute 'nothing'
attempt(lambda: int[str])  #> TypeError: type 'int' is not subscriptable
print(int | str, int | None, None | int, (int | str) | int, int | str | float)
#> int | str int | None None | int int | str int | str | float
print(type(int | str), (int | str).__args__, (int | str) == (str | int))
#> <class 'types.UnionType'> (<class 'int'>, <class 'str'>) True
print(isinstance(1, int | str), isinstance(None, int | None), issubclass(bool, int | str))  #> True True True
print(list[int] | None, list[int] | list[int], isinstance([], int | list))  #> list[int] | None list[int] True
attempt(lambda: int | 1)  #> TypeError: unsupported operand type(s) for |: 'type' and 'int'
attempt(lambda: 1 | int)  #> TypeError: unsupported operand type(s) for |: 'int' and 'type'
attempt(lambda: int | "x")  #> TypeError: unsupported operand type(s) for |: 'type' and 'str'
attempt(lambda: None | None)  #> TypeError: unsupported operand type(s) for |: 'NoneType' and 'NoneType'
attempt(lambda: (int | str)())  #> TypeError: 'types.UnionType' object is not callable
attempt(lambda: (int | str)[int])  #> TypeError: int | str is not a generic class
class Box:
    def __class_getitem__(cls, item):
        return cls.__name__, item
print(Box[int], Box[1, 2])  #> ('Box', <class 'int'>) ('Box', (1, 2))
class Kid(list[int]):
    pass
print(Kid.__bases__, Kid.__orig_bases__, [*list[int]])  #> (<class 'list'>,) (list[int],) [*list[int]]
