# What object gives to copy and pickle.
import copy
class P:
    def __init__(self, x):
        self.x = x
        self.inner = [x]
p = P(1)
q = copy.copy(p)
r = copy.deepcopy(p)
print(q.x, q.inner is p.inner, r.inner is p.inner, r.inner)  #> 1 True False [1]
print(p.__reduce_ex__(2)[0].__name__, p.__reduce_ex__(2)[1], p.__reduce_ex__(2)[2])
#> __newobj__ (<class '__main__.P'>,) {'x': 1, 'inner': [1]}
print(p.__getstate__(), object().__getstate__())  #> {'x': 1, 'inner': [1]} None
class S:
    __slots__ = ("a", "b")
s = S()
s.a = [1]
print(s.__getstate__())  #> (None, {'a': [1]})
t = copy.copy(s)
print(t.a is s.a, hasattr(t, "b"))  #> True False
class Args:
    def __new__(cls, a, b=0):
        self = super().__new__(cls)
        self.a, self.b = a, b
        return self
    def __getnewargs_ex__(self):
        return (self.a,), {"b": self.b}
a = copy.copy(Args(1, b=2))
print(a.a, a.b)  #> 1 2
class Own:
    def __reduce__(self):
        return (P, (7,))
print(copy.copy(Own()).x)  #> 7
class State:
    def __getstate__(self):
        return "state"
    def __setstate__(self, state):
        self.got = state
print(copy.copy(State()).got)  #> state
class Li(list):
    pass
l = Li([1, 2])
l.tag = "x"
m = copy.copy(l)
print(m, m.tag, type(m).__name__, m is l)  #> [1, 2] x Li False
print(copy.copy(len) is len, copy.copy(P) is P, copy.deepcopy((1, 2)) == (1, 2))  #> True True True
try:
    (x for x in ()).__reduce_ex__(2)
except TypeError as error:
    print(error)  #> cannot pickle 'generator' object
e = copy.copy(ValueError(1, 2))
print(repr(e))  #> ValueError(1, 2)
