# typing: type variables of aliases are replaced, new types are called, annotations of a module exist from its start.
from typing import Callable, Dict, Generic, List, NewType, ParamSpec, TypeAliasType, TypeVar
import collections.abc

__annotations__["early"] = 1
T = TypeVar("T")
K = TypeVar("K")
P = ParamSpec("P")


class Box(Generic[T]):
    item: T


late: int = 2
print(__annotations__)  #> {'early': 1, 'late': <class 'int'>}
print(List[T][int], Dict[K, T][str, int], Box[T][int])  #> typing.List[int] typing.Dict[str, int] __main__.Box[int]
print(Callable[P, T][[int], str])  #> typing.Callable[[int], str]
UserId = NewType("UserId", int)
print(UserId(5) + 1)  #> 6
print(collections.abc.Callable[[int], str] == collections.abc.Callable[[int], str])  #> True
print(TypeAliasType("Old", int).__type_params__)  #> ()


class Meter:
    __call__ = len

    @classmethod
    def make(cls):
        return cls()


# A function of a module is no method: it gets no receiver.
print(Meter()([1, 2, 3]))  #> 3
print(Meter.make.__module__, hasattr(5, "__module__"), int.__module__)  #> __main__ False builtins
