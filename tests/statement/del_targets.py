# `del` of names, items, slices and attributes.
a = b = 1
del a, b
try:
    a
except NameError as error:
    print(error)
#> name 'a' is not defined
numbers = list(range(10))
del numbers[0], numbers[-1]
print(numbers)  #> [1, 2, 3, 4, 5, 6, 7, 8]
del numbers[1:3]
print(numbers)  #> [1, 4, 5, 6, 7, 8]
del numbers[::2]
print(numbers)  #> [4, 6, 8]


class Thing:
    pass


thing = Thing()
thing.x = 1
del thing.x
print(hasattr(thing, "x"))  #> False
d = {"k": 1, "l": 2}
del d["k"]
print(d)  #> {'l': 2}
(x, [y]) = 1, [2]
del (x, [y])
print("x" in globals(), "y" in globals())  #> False False
