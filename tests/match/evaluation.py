# What a match statement asks of its subject, and in which order.
class Loud:
    def __init__(self, value):
        self.value = value

    def __eq__(self, other):
        print("eq", self.value, other)
        return self.value == other

    def __getattr__(self, name):
        print("attribute", name)
        return getattr(self.value, name)


class Names:
    TWO = 2
    THREE = 3


match Loud(3):
    case 1 | Names.TWO:
        print("no")
    case Names.THREE:
        print("three")
#> eq 3 1
#> eq 3 2
#> eq 3 3
#> three


class Sized(list):
    def __len__(self):
        print("len")
        return super().__len__()

    def __getitem__(self, index):
        print("item", index)
        return super().__getitem__(index)


match Sized([1, 2, 3]):
    case [1, *_, 4]:
        print("no")
    case [_, _]:
        print("no")
    case [1, *_, 3]:
        print("ends")
#> len
#> item 0
#> len
#> item 2
#> len
#> len
#> item 0
#> len
#> item 2
#> ends
