# Attributes of instances and classes, in slots or not.
class P:  #: P bound class P
    __slots__ = ("x",)


class C:  #: C bound class C
    kind = 1  #: kind bound 1


p = P()  #: p bound P
p.x = 1  #: P set attribute .x = 1
p.x = 2  #: P set attribute .x = 2, was 1
c = C()  #: c bound C
c.kind = 2  #: C set attribute .kind = 2
