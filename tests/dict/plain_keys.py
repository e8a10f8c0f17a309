# Keys that are numbers, strings, None or tuples of such are found by what they equal.
table = {(1, "a"): "pair", (1, ("b", 2)): "nested", (None, 1.5): "none", (): "empty", None: "nothing"}
print(table[1.0, "a"], table[True, "a"], table[1, ("b", 2.0)], table[(None, 3 / 2)], table[()], table[None])
#> pair pair nested none empty nothing
print((1, "b") in table, (2, "a") in table, (1, "a", 1) in table, ((1, "a"),) in table)  #> False False False False
nan = float("nan")
table[nan, 1] = "nan"
print((nan, 1) in table, (float("nan"), 1) in table)  #> True False


class Odd(tuple):
    def __hash__(self):
        return hash((1, "a"))

    def __eq__(self, other):
        return other == (1, "a")


print(table[Odd()], Odd() in {(1, "a")}, (1, "a") in {Odd()})  #> pair True True
try:
    table[1, []]
except TypeError as error:
    print(error)  #> unhashable type: 'list'
try:
    table[3, 4]
except KeyError as error:
    print(error, error.args)  #> (3, 4) ((3, 4),)
copy = table.copy()
copy["new"] = 1
del copy[None]
print(len(table), len(copy), list(copy)[-1], None in copy.copy())  #> 6 6 new False
print(hash((1, "a")) == hash((1.0, "a")) == hash(Odd()), hash(()) == hash(tuple([])))  #> True True
