# property: its parts, its names, its errors.
class C:
    def __init__(self):
        self._x = 0
    @property
    def x(self):
        "The x."
        return self._x
    @x.setter
    def x(self, value):
        self._x = value
    @x.deleter
    def x(self):
        print("deleted")
    @property
    def only_read(self):
        return 1
    nothing = property()
    write_only = property(None, lambda self, v: print("wrote", v))
c = C()
c.x = 5
print(c.x, C.x.__doc__, C.x.__name__, C.x.fget.__name__, C.x.fdel is not None)  #> 5 The x. x x True
del c.x  #> deleted
c.write_only = 3  #> wrote 3
def attempt(action):
    try:
        action()
    except AttributeError as error:
        print(error)
attempt(lambda: setattr(c, "only_read", 1))  #> property 'only_read' of 'C' object has no setter
attempt(lambda: delattr(c, "only_read"))  #> property 'only_read' of 'C' object has no deleter
attempt(lambda: c.nothing)  #> property 'nothing' of 'C' object has no getter
attempt(lambda: c.write_only)  #> property 'write_only' of 'C' object has no getter
p = property(lambda self: 1)
attempt(lambda: property().__name__)  #> 'property' object has no attribute '__name__'
attempt(lambda: p.__set__(c, 1))  #> property '<lambda>' of 'C' object has no setter
p.__name__ = "given"
attempt(lambda: p.__set__(c, 1))  #> property 'given' of 'C' object has no setter
print(p.__get__(c), p.__get__(None, C) is p)  #> 1 True
p.__doc__ = "changed"
print(p.__doc__, property(lambda s: 1, doc="told").__doc__)  #> changed told
class Cached(property):
    """The class."""
class D:
    @Cached
    def y(self):
        "The y."
        return 2
print(D().y, D.y.__doc__, type(D.y).__name__)  #> 2 The y. Cached
class E(C):
    @C.x.getter
    def x(self):
        return "from E"
e = E()
e.x = 1
print(e.x, e._x)  #> from E 1
