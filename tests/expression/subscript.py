# Indexing errors and negative indexes; __index__; __class_getitem__; __missing__.
n = [10, 20, 30]
print(n[0], n[-1], n[True])  #> 10 30 20


class Two:
    def __index__(self):
        return 2


print(n[Two()], "abc"[Two()], n[Two():], range(10)[Two()])  #> 30 c [30] 2
for bad in (3, -4, 1.0, "0", None):
    try:
        n[bad]
    except (IndexError, TypeError) as error:
        print(type(error).__name__, error)
#> IndexError list index out of range
#> IndexError list index out of range
#> TypeError list indices must be integers or slices, not float
#> TypeError list indices must be integers or slices, not str
#> TypeError list indices must be integers or slices, not NoneType


class Default(dict):
    def __missing__(self, key):
        return key * 2


print(Default()["ab"], Default(x=1)["x"], Default().get("q"))  #> abab 1 None


class Generic:
    def __class_getitem__(cls, item):
        return f"{cls.__name__}[{item}]"


print(Generic[5], list[int], dict[str, int])  #> Generic[5] list[int] dict[str, int]
