# Weak references die with their object, at once, and tell it.
import weakref
class C:
    def __init__(self, n):
        self.n = n
    def __repr__(self):
        return "C(%d)" % self.n
    def __eq__(self, other):
        return self.n == other.n
    def __hash__(self):
        return hash(self.n)
c = C(1)
r = weakref.ref(c, lambda ref: print("died", ref() is None))
print(r() is c, weakref.ref(c) is weakref.ref(c), weakref.getweakrefcount(c), r.__callback__ is not None)
#> True True 1 True
print(hash(r) == hash(c), r == weakref.ref(C(1)), weakref.ref(c) == r)  #> True False True
p = weakref.proxy(c)
print(p.n, repr(p) != "", p == C(1), isinstance(p, C), type(p).__name__)  #> 1 True True True ProxyType
p.n = 5
print(c.n)  #> 5
del c  #> died True
print(r(), r.__callback__)  #> None None
def attempt(action):
    try:
        print(action())
    except (TypeError, ReferenceError) as error:
        print(type(error).__name__ + ":", error)
attempt(lambda: p.n)  #> ReferenceError: weakly-referenced object no longer exists
attempt(lambda: weakref.ref(1))  #> TypeError: cannot create weak reference to 'int' object
attempt(lambda: weakref.ref([]))  #> TypeError: cannot create weak reference to 'list' object
attempt(lambda: hash(p))  #> TypeError: unhashable type: 'weakref.ProxyType'
class S:
    __slots__ = ()
attempt(lambda: weakref.ref(S()))  #> TypeError: cannot create weak reference to 'S' object
d = weakref.WeakValueDictionary()
k = weakref.WeakKeyDictionary()
s = weakref.WeakSet()
x = C(2)
d["x"] = x
k[x] = "value"
s.add(x)
print(len(d), len(k), len(s), d["x"], k[x], x in s)  #> 1 1 1 C(2) value True
del x
print(len(d), len(k), len(s), list(d.items()))  #> 0 0 0 []
def work():
    pass
f = weakref.finalize(C, work)
print(f.alive)  #> True
class M:
    def method(self):
        return "called"
m = M()
w = weakref.WeakMethod(m.method)
print(w()())  #> called
del m
print(w())  #> None
