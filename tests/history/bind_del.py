# `del` unbinds a name, an attribute, an item.
class Box:  #: Box bound class Box
    pass


x = 1  #: x bound 1
del x  #: x unbound
box = Box()  #: box bound Box
box.side = 1  #: Box set attribute .side = 1
del box.side  #: Box change
d = {"k": 1}  #: d bound dict
del d["k"]  #: dict delete key ['k']
xs = [1, 2]  #: xs bound list
del xs[0]  #: list remove [0]
