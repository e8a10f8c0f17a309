# deque: items by place, search, change during iteration, copies, repr of itself.
from collections import deque
from copy import copy, deepcopy

d = deque([10, 20, 30, 20])
d[1] = "x"
del d[-1]
print(d, d.index(30), d.count(10), 30 in d, 99 in d)  #> deque([10, 'x', 30]) 2 1 True False
d.insert(1, "new")
d.insert(-100, "front")
d.insert(100, "back")
print(d)  #> deque(['front', 10, 'new', 'x', 30, 'back'])
d.remove("x")
d.reverse()
print(d, list(reversed(d)))  #> deque(['back', 30, 'new', 10, 'front']) ['front', 10, 'new', 30, 'back']

for call in (
    lambda: d[10],
    lambda: d["a"],
    lambda: d[0:1],
    lambda: d.remove("missing"),
    lambda: d.index("missing"),
    lambda: d.index("back", 1),
    lambda: deque([1], 1).insert(0, 2),
    lambda: d.append(),
):
    try:
        call()
    except Exception as error:
        print(type(error).__name__ + ":", error)
#> IndexError: deque index out of range
#> TypeError: sequence index must be integer, not 'str'
#> TypeError: sequence index must be integer, not 'slice'
#> ValueError: 'missing' is not in deque
#> ValueError: 'missing' is not in deque
#> ValueError: 'back' is not in deque
#> IndexError: deque already at its maximum size
#> TypeError: deque.append() takes exactly one argument (0 given)

try:
    for item in d:
        d.append(item)
except RuntimeError as error:
    print(error)
#> deque mutated during iteration

nested = deque([[1], [2]])
shallow, deep = copy(nested), deepcopy(nested)
nested[0].append("seen")
print(shallow, deep)  #> deque([[1, 'seen'], [2]]) deque([[1], [2]])

ring = deque([1])
ring.append(ring)
print(ring)  #> deque([1, [...]])


class History(deque):
    pass


history = History("abc", 2)
history.note = 1
print(history, history.note, type(history.copy()).__name__, isinstance(history, deque))
#> History(['b', 'c'], maxlen=2) 1 History True
match deque([1, 2]):
    case [first, second]:
        print(first, second)
#> 1 2
