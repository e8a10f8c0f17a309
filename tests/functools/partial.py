# partial: a function with some of its arguments.
from functools import partial, partialmethod


def describe(*args, **kwargs):
    return args, kwargs


first = partial(describe, 1, two=2)
print(first(), first(3), first(3, two="other", four=4))
#> ((1,), {'two': 2}) ((1, 3), {'two': 2}) ((1, 3), {'two': 'other', 'four': 4})
print(first.func is describe, first.args, first.keywords)  #> True (1,) {'two': 2}
second = partial(first, "more", five=5)
print(second.func is describe, second.args, second.keywords)  #> True (1, 'more') {'two': 2, 'five': 5}
print(partial(max, 1, key=abs))  #> functools.partial(<built-in function max>, 1, key=<built-in function abs>)

shared = []
collect = partial(lambda into, item: into.append(item) or into, shared)
print(collect(1) is shared, collect(2), shared)  #> True [1, 2] [1, 2]

print(partial(int, base=2)("101"), list(map(partial(pow, 2), range(5))))  #> 5 [1, 2, 4, 8, 16]
first.note = "attributes are kept"
print(first.note, first.__dict__)  #> attributes are kept {'note': 'attributes are kept'}
first.keywords["two"] = "changed"
print(first())  #> ((1,), {'two': 'changed'})


class Cell:
    def __init__(self):
        self.alive = False

    def set_state(self, state):
        self.alive = state

    set_alive = partialmethod(set_state, True)


cell = Cell()
cell.set_alive()
print(cell.alive)  #> True


def attempt(call):
    try:
        print(call())
    except TypeError as error:
        print(error)


attempt(lambda: partial())  #> type 'partial' takes at least one argument
attempt(lambda: partial(5))  #> the first argument must be callable
recursive = partial(describe)
recursive.__setstate__((describe, (recursive,), {}, None))
print(str(recursive).count("..."))  #> 1
