# Loops over pairs: what they give, and what they take from the iterators below.
values = [1, 2, 3]
short = iter([10, 20])
rest = iter(values)
for a, b in zip(rest, short):
    print(a, b)
#> 1 10
#> 2 20
print(list(rest))  # zip had taken 3 when the other ended
#> []

first, second = iter(values), (n * n for n in values)
for a, b in zip(first, second):
    print(a, b)
    if a == 2:
        break
#> 1 1
#> 2 4
print(list(first), list(second))  #> [3] [9]

pairs = enumerate(values, 2**62)
for number, value in pairs:
    values and values.pop()
    print(number, value)
#> 4611686018427387904 1
#> 4611686018427387905 2

table = {"a": 1, "b": 2, "c": 3, "d": 4}
del table["b"]
for key, value in table.items():
    print(key, value)
#> a 1
#> c 3
#> d 4
for pair in table.items():
    print(pair)
#> ('a', 1)
#> ('c', 3)
#> ('d', 4)
try:
    for key, value in table.items():
        table[key + key] = value
except RuntimeError as error:
    print(error)
#> dictionary changed size during iteration
try:
    for key in table:
        del table[key]
        table[key] = 0
        if len(table) > 9:
            break
except RuntimeError as error:
    print(error)
#> dictionary keys changed during iteration
items = {1, 2, 3, 4}
items.discard(2)
seen = []
try:
    for item in items:
        seen.append(item)
        items.add(item + 100)
except RuntimeError as error:
    print(error, seen)
#> Set changed size during iteration [1]
kept = []
for pair in zip("ab", [1, 2]):
    kept.append(pair)
print(kept, kept[0] is not kept[1])  #> [('a', 1), ('b', 2)] True
print([pair for pair in enumerate("xy")])  #> [(0, 'x'), (1, 'y')]
