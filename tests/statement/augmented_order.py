# The target's object and index are evaluated once, before the right side.
def where():
    print("index")
    return 0


def what():
    print("value")
    return 5


def whose():
    print("object")
    return numbers


numbers = [1]
whose()[where()] += what()
#> object
#> index
#> value
print(numbers)  #> [6]


class Both:
    def __add__(self, other):
        return "add"

    def __iadd__(self, other):
        return NotImplemented


both = Both()
both += 1
print(both)  #> add
