# `type` statements are lazy; type parameters make generic functions and classes.
type Pair[T] = tuple[T, T]
type Later = Undefined
print(Pair, Pair.__type_params__, Pair.__value__)  #> Pair (T,) tuple[T, T]
try:
    Later.__value__
except NameError as error:
    print(error)
#> name 'Undefined' is not defined


def first[T](items: list[T]) -> T:
    return items[0]


class Stack[T]:
    def __init__(self):
        self.items = []


print(first([3, 4]), first.__type_params__)  #> 3 (T,)
print(Stack.__type_params__, Stack[int])  #> (T,) __main__.Stack[int]
