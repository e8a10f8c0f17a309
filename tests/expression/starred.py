# `*` and `**` in displays and calls.
a = [1, 2]
d = {"x": 1}
print([*a, 3, *a], (*a,), {*a, 5}, {**d, "y": 2, **{"x": 9}})  #> [1, 2, 3, 1, 2] (1, 2) {1, 2, 5} {'x': 9, 'y': 2}


def f(*args, **kwargs):
    return args, kwargs


print(f(*a, *"bc", 7, **d, z=3))  #> ((1, 2, 'b', 'c', 7), {'x': 1, 'z': 3})
print(f(*range(3), **{}))  #> ((0, 1, 2), {})
index = (0, 1)
table = {(0, 1): "cell"}
print(table[*index])  #> cell
for item in *a, 3:
    print(item)
#> 1
#> 2
#> 3
try:
    f(**{"x": 1}, x=2)
except TypeError as error:
    print(error)
#> __main__.f() got multiple values for keyword argument 'x'
try:
    f(*5)
except TypeError as error:
    print(error)
#> __main__.f() argument after * must be an iterable, not int
try:
    f(**[1])
except TypeError as error:
    print(error)
#> __main__.f() argument after ** must be a mapping, not list
