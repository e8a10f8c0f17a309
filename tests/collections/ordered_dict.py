# OrderedDict: order as part of the value.
from collections import OrderedDict

od = OrderedDict([("a", 1), ("b", 2)], c=3)
print(od, list(od), len(od))  #> OrderedDict({'a': 1, 'b': 2, 'c': 3}) ['a', 'b', 'c'] 3
od.move_to_end("a")
print(od)  #> OrderedDict({'b': 2, 'c': 3, 'a': 1})
od.move_to_end("c", last=False)
print(od, list(reversed(od)))  #> OrderedDict({'c': 3, 'b': 2, 'a': 1}) ['a', 'b', 'c']
print(od.popitem(), od.popitem(last=False), od)  #> ('a', 1) ('c', 3) OrderedDict({'b': 2})
od["x"] = 1
od["b"] = "changed in place"
print(od, od.pop("x"), od.pop("nothing", "default"), od.setdefault("new", []))
#> OrderedDict({'b': 'changed in place', 'new': []}) 1 default []

one, two = OrderedDict(a=1, b=2), OrderedDict(b=2, a=1)
print(one == two, one == dict(b=2, a=1), one != two, one == OrderedDict(a=1, b=2))  #> False True True True
print(one.keys(), one.values(), one.items())
#> odict_keys(['a', 'b']) odict_values([1, 2]) odict_items([('a', 1), ('b', 2)])
print(one | {"z": 0}, type({"z": 0} | one).__name__, OrderedDict.fromkeys("ab", []))
#> OrderedDict({'a': 1, 'b': 2, 'z': 0}) OrderedDict OrderedDict({'a': [], 'b': []})
shared = OrderedDict.fromkeys("ab", [])
shared["a"].append(1)
print(shared)  #> OrderedDict({'a': [1], 'b': [1]})
copied = one.copy()
copied["only"] = True
print(one, copied)  #> OrderedDict({'a': 1, 'b': 2}) OrderedDict({'a': 1, 'b': 2, 'only': True})


class Recent(OrderedDict):
    def __setitem__(self, key, value):
        super().__setitem__(key, value)
        self.move_to_end(key)
        if len(self) > 3:
            self.popitem(last=False)


recent = Recent()
for number in (1, 2, 3, 1, 4, 5):
    recent[number] = "v"
print(list(recent), recent)  #> [1, 4, 5] Recent({1: 'v', 4: 'v', 5: 'v'})

for call in (
    lambda: OrderedDict().popitem(),
    lambda: one.move_to_end("missing"),
    lambda: one.pop("missing"),
    lambda: OrderedDict(1, 2),
    lambda: hash(one),
):
    try:
        call()
    except Exception as error:
        print(type(error).__name__ + ":", error)
#> KeyError: 'dictionary is empty'
#> KeyError: 'missing'
#> KeyError: 'missing'
#> TypeError: expected at most 1 arguments, got 2
#> TypeError: unhashable type: 'collections.OrderedDict'
try:
    for key in one:
        one[key + key] = 0
except RuntimeError as error:
    print(error)
#> OrderedDict mutated during iteration
one.note = "has a namespace"
print(one.note)  #> has a namespace
me = OrderedDict()
me["me"] = me
print(me)  #> OrderedDict({'me': ...})
