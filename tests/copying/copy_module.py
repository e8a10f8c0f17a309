# copy: one level, all levels, and what a class says about it.
import copy
from collections import OrderedDict, defaultdict, deque

inner = [1]
for outer in ([inner], (inner,), {"k": inner}, deque([inner]), defaultdict(list, k=inner), OrderedDict(k=inner)):
    shallow, deep = copy.copy(outer), copy.deepcopy(outer)
    first = lambda c: c["k"] if isinstance(c, dict) else c[0]
    print(type(outer).__name__, shallow == outer, first(shallow) is inner, first(deep) is inner, type(deep) is type(outer))
#> list True True False True
#> tuple True True False True
#> dict True True False True
#> deque True True False True
#> defaultdict True True False True
#> OrderedDict True True False True

twice = [inner, inner]
deep = copy.deepcopy(twice)
print(deep[0] is deep[1], deep[0] is inner)  #> True False
ring = []
ring.append(ring)
again = copy.deepcopy(ring)
print(again[0] is again, again is ring)  #> True False
print(copy.deepcopy("text"), copy.deepcopy(None), copy.copy(int) is int)  #> text None True


class Point:
    def __init__(self, x, tags):
        self.x, self.tags = x, tags


p = Point(1, ["a"])
q, r = copy.copy(p), copy.deepcopy(p)
print(q.tags is p.tags, r.tags is p.tags, r.x, type(r).__name__)  #> True False 1 Point


class Counted:
    made = 0

    def __copy__(self):
        Counted.made += 1
        return Counted()

    def __deepcopy__(self, memo):
        return "deep"


print(type(copy.copy(Counted())).__name__, copy.deepcopy([Counted()]), Counted.made)  #> Counted ['deep'] 1


class Slotted:
    __slots__ = ("a", "b")


s = Slotted()
s.a = [1]
t = copy.deepcopy(s)
print(t.a, t.a is s.a, hasattr(t, "b"))  #> [1] False False
print(copy.replace.__name__, copy.error is copy.Error)  #> replace True
