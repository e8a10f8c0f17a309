# pickle: what goes in comes out.
import pickle
from collections import Counter, OrderedDict, defaultdict, deque, namedtuple
from datetime import date

shared = [1, 2]


class Point:
    def __init__(self, x):
        self.x = x

    def __eq__(self, other):
        return self.x == other.x


class Guarded:
    def __init__(self):
        self.kept, self.dropped = 1, 2

    def __getstate__(self):
        return {"kept": self.kept}

    def __setstate__(self, state):
        self.__dict__.update(state)
        self.dropped = "made anew"


Pair = namedtuple("Pair", "a b")
things = [
    None, True, 10**30, -5, 2.5, 1 + 2j, "é\ud800", b"bytes", bytearray(b"x"), (1, (2,)), [shared, shared], {"k": {1, 2}},
    frozenset({3}), range(3), Point(7), Pair(1, 2), OrderedDict(z=1), defaultdict(list, a=[1]), deque([1], 3),
    Counter("aab"), len, Point, date(2024, 2, 29),
]
for protocol in (0, 2, 5):
    print(protocol, all(pickle.loads(pickle.dumps(t, protocol)) == t for t in things))
#> 0 True
#> 2 True
#> 5 True
one, two = pickle.loads(pickle.dumps([shared, shared]))
print(one is two, one is shared)  #> True False
g = pickle.loads(pickle.dumps(Guarded()))
print(g.kept, g.dropped)  #> 1 made anew
for bad in (lambda: 1, (n for n in [])):
    try:
        pickle.dumps(bad)
        print("no error")
    except Exception as error:
        print(type(error).__name__)
#> PicklingError
#> TypeError
