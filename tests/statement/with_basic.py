# Context managers: order of entering and leaving, values, suppression.
class Manager:
    def __init__(self, name, suppress=False):
        self.name = name
        self.suppress = suppress

    def __enter__(self):
        print("enter", self.name)
        return self.name.upper()

    def __exit__(self, kind, value, trace):
        print("exit", self.name, kind.__name__ if kind else None, value)
        return self.suppress


with Manager("a") as a, Manager("b") as b:
    print(a, b)
#> enter a
#> enter b
#> A B
#> exit b None None
#> exit a None None
with Manager("s", suppress=True):
    raise ValueError("hidden")
#> enter s
#> exit s ValueError hidden
try:
    with Manager("t"), Manager("u", suppress=False):
        raise KeyError("seen")
except KeyError as error:
    print("caught", error)
#> enter t
#> enter u
#> exit u KeyError 'seen'
#> exit t KeyError 'seen'
#> caught 'seen'


def early():
    with Manager("r"):
        return "returned"


print(early())
#> enter r
#> exit r None None
#> returned
for i in range(3):
    with Manager(str(i)):
        if i == 1:
            break
#> enter 0
#> exit 0 None None
#> enter 1
#> exit 1 None None
with (Manager("p") as p, Manager("q")):
    print(p)
#> enter p
#> enter q
#> P
#> exit q None None
#> exit p None None
