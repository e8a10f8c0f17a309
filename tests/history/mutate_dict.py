# Every operation that changes a dict.
d = {"a": 1}  #: d bound dict
d["b"] = 2  #: dict set key ['b'] = 2
d["a"] = 3  #: dict set key ['a'] = 3, was 1
d.update(c=4)  #: dict set key ['c'] = 4
d.setdefault("e", 5)  #: dict set key ['e'] = 5
d.setdefault("e", 6)
d.pop("a")  #: dict delete key ['a']
d.popitem()  #: dict delete key ['e']
d |= {"f": 7}  #: dict set key ['f'] = 7; d rebound dict
del d["b"]  #: dict delete key ['b']
d.clear()  #: dict clear
