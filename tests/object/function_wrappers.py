# classmethod and staticmethod objects, bound methods, and what they show.
class C:
    @classmethod
    def c(cls, x=1):
        "Class method."
        return cls.__name__, x
    @staticmethod
    def s(x):
        "Static method."
        return x
    def m(self):
        "Method."
print(C.c(), C().c(2), C.s(3), C().s(4))  #> ('C', 1) ('C', 2) 3 4
raw = C.__dict__["c"]
print(type(raw).__name__, raw.__func__.__name__, raw.__wrapped__ is raw.__func__, raw.__doc__, raw.__name__)
#> classmethod c True Class method. c
static = C.__dict__["s"]
print(static(5), static.__doc__, static.__get__(None, C) is static.__func__)  #> 5 Static method. True
print(repr(staticmethod(len)), repr(classmethod(int)))
#> <staticmethod(<built-in function len>)> <classmethod(<class 'int'>)>
c = C()
print(c.m.__self__ is c, c.m.__func__ is C.m, c.m.__name__, c.m.__doc__, c.m.__qualname__)  #> True True m Method. C.m
print(c.m == c.m, c.m is c.m, hash(c.m) == hash(c.m), c.m == C().m)  #> True False True False
print(repr(C.c).startswith("<bound method C.c of <class"))  #> True
class Names:
    def __repr__(self):
        return "names"
    def f(self):
        pass
print(Names().f)  #> <bound method Names.f of names>
def attempt(action):
    try:
        action()
    except (AttributeError, TypeError) as error:
        print(error)
attempt(lambda: setattr(c.m, "x", 1))
#> 'method' object has no attribute 'x' and no __dict__ for setting new attributes
attempt(lambda: c.m.nothing)  #> 'function' object has no attribute 'nothing'
C.m.note = "on the function"
print(c.m.note)  #> on the function
from types import MethodType, FunctionType
bound = MethodType(lambda self, y: (self, y), 10)
print(bound(20), bound.__self__)  #> (10, 20) 10
attempt(lambda: MethodType(1, 2))  #> first argument must be callable
attempt(lambda: MethodType(len, None))  #> instance must not be None
attempt(lambda: staticmethod())  #> staticmethod expected 1 argument, got 0
print([].append == [].append, len == len, str.upper == str.upper)  #> False True True
xs = []
print(xs.append == xs.append, xs.append.__self__ is xs, xs.append.__name__, xs.append.__qualname__)
#> True True append list.append
