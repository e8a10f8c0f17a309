# getattr, setattr, delattr, hasattr, callable, isinstance, issubclass, id, hash, repr.

def attempt(text):
    try:
        print(text, "->", repr(eval(text)))
    except Exception as error:
        print(text, "!!", f"{type(error).__name__}: {error}".strip())

class C:
    """Doc."""

    attribute = 1

    @property
    def broken(self):
        raise AttributeError("broken inside")

    @property
    def failing(self):
        raise ValueError("failing")


c = C()
print(getattr(c, "attribute"), getattr(c, "none", 0), hasattr(c, "attribute"), hasattr(c, "x"), hasattr(c, "broken"), getattr(c, "broken", "d"))
#> 1 0 True False False d
setattr(c, "x", 5)
print(c.x, vars(c), delattr(c, "x"), vars(c))  #> 5 {} None {}
for text in [
    "getattr(c, 'x')", "getattr(c, 1)", "getattr(c)", "hasattr(c, 1)", "setattr(c, 1, 2)", "setattr(c, 'x')", "delattr(c, 'x')",
    "hasattr(c, 'failing')", "getattr(c, 'failing', 1)", "getattr(1, 'x', default=2)", "setattr(1, 'x', 2)", "setattr(C, 'attribute', 2)",
    "isinstance(1, 2)", "issubclass(1, int)", "issubclass(int, 1)", "isinstance(1)", "id()", "hash()", "callable()", "repr()", "len(1)", "len(c)",
    "isinstance(1, (str, 2))", "isinstance(1, (int, 2))",
]:
    attempt(text)
#> getattr(c, 'x') !! AttributeError: 'C' object has no attribute 'x'
#> getattr(c, 1) !! TypeError: attribute name must be string, not 'int'
#> getattr(c) !! TypeError: getattr expected at least 2 arguments, got 1
#> hasattr(c, 1) !! TypeError: attribute name must be string, not 'int'
#> setattr(c, 1, 2) !! TypeError: attribute name must be string, not 'int'
#> setattr(c, 'x') !! TypeError: setattr expected 3 arguments, got 2
#> delattr(c, 'x') !! AttributeError: 'C' object has no attribute 'x'
#> hasattr(c, 'failing') !! ValueError: failing
#> getattr(c, 'failing', 1) !! ValueError: failing
#> getattr(1, 'x', default=2) !! TypeError: getattr() takes no keyword arguments
#> setattr(1, 'x', 2) !! AttributeError: 'int' object has no attribute 'x' and no __dict__ for setting new attributes
#> setattr(C, 'attribute', 2) -> None
#> isinstance(1, 2) !! TypeError: isinstance() arg 2 must be a type, a tuple of types, or a union
#> issubclass(1, int) !! TypeError: issubclass() arg 1 must be a class
#> issubclass(int, 1) !! TypeError: issubclass() arg 2 must be a class, a tuple of classes, or a union
#> isinstance(1) !! TypeError: isinstance expected 2 arguments, got 1
#> id() !! TypeError: id() takes exactly one argument (0 given)
#> hash() !! TypeError: hash() takes exactly one argument (0 given)
#> callable() !! TypeError: callable() takes exactly one argument (0 given)
#> repr() !! TypeError: repr() takes exactly one argument (0 given)
#> len(1) !! TypeError: object of type 'int' has no len()
#> len(c) !! TypeError: object of type 'C' has no len()
#> isinstance(1, (str, 2)) !! TypeError: isinstance() arg 2 must be a type, a tuple of types, or a union
#> isinstance(1, (int, 2)) -> True
print(callable(len), callable(C), callable(c), callable(lambda: 0), callable("a"), callable(c.__init__))
#> True True False True False True
print(isinstance(True, int), isinstance(1, (str, int)), isinstance(1, ((str,), (int,))), issubclass(bool, int), issubclass(C, (int, object)), isinstance(C, type))
#> True True True True True True
print(isinstance(1, int | str), isinstance("a", int | None), issubclass(bool, int | str), isinstance(None, int | None))
#> True False True True
a, b = [], []
print(id(a) == id(a), id(a) == id(b), hash("a") == hash("a"), hash(1) == hash(1.0) == hash(True), hash(None) == hash(None))
#> True False True True True


class Len:
    def __init__(self, n):
        self.n = n

    def __len__(self):
        return self.n


for text in ["len(Len(3))", "len(Len(-1))", "len(Len('a'))", "len(Len(2 ** 70))", "len(Len(True))", "bool(Len(0))", "bool(Len(-1))"]:
    attempt(text)
#> len(Len(3)) -> 3
#> len(Len(-1)) !! ValueError: __len__() should return >= 0
#> len(Len('a')) !! TypeError: 'str' object cannot be interpreted as an integer
#> len(Len(2 ** 70)) !! OverflowError: cannot fit 'int' into an index-sized integer
#> len(Len(True)) -> 1
#> bool(Len(0)) -> False
#> bool(Len(-1)) !! ValueError: __len__() should return >= 0


class Truth:
    def __bool__(self):
        return 1


attempt("bool(Truth())")  #> bool(Truth()) !! TypeError: __bool__ should return bool, returned int
attempt("not Truth()")  #> not Truth() !! TypeError: __bool__ should return bool, returned int
