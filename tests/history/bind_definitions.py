# `def`, `lambda` and `class` bind names; so do the statements of a class body.
def f():  #: f bound function f
    pass


g = lambda: 1  #: g bound function <lambda>


class C:  #: C bound class C
    limit = 5  #: limit bound 5

    def method(self):  #: method bound function method
        pass


type Pair[T] = tuple[T, T]  #: T bound typing.TypeVar; Pair bound TypeAliasType
