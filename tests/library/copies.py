# copy: shallow and deep, memo, hooks, and what cannot be copied.
import copy
a = [1, [2, 3], {'k': [4]}]
b, c = copy.copy(a), copy.deepcopy(a)
a[1].append('x')
print(b, c, b[1] is a[1], c[1] is a[1])  #> [1, [2, 3, 'x'], {'k': [4]}] [1, [2, 3], {'k': [4]}] True False
loop = [1]
loop.append(loop)
twin = copy.deepcopy(loop)
print(twin[1] is twin, twin is loop)  #> True False
class Node:
    def __init__(self, value, next=None):
        self.value, self.next = value, next
n = Node([1], Node([2]))
m = copy.deepcopy(n)
print(m.value == n.value, m.value is n.value, m.next is n.next, copy.copy(n).value is n.value)
#> True False False True
class Hooked:
    def __copy__(self):
        return 'shallow'
    def __deepcopy__(self, memo):
        return 'deep', type(memo).__name__
print(copy.copy(Hooked()), copy.deepcopy([Hooked()]))  #> shallow [('deep', 'dict')]
class Slots:
    __slots__ = ('a', 'b')
s = Slots()
s.a = [1]
t = copy.deepcopy(s)
print(t.a, t.a is s.a, hasattr(t, 'b'))  #> [1] False False
shared = []
pair = copy.deepcopy([shared, shared])
print(pair[0] is pair[1], copy.copy((1, 2)), copy.deepcopy(len) is len, copy.copy({1, 2}), copy.deepcopy(range(3)))
#> True (1, 2) True {1, 2} range(0, 3)
class State:
    def __init__(self):
        self.x, self.skip = 1, lambda: 0
    def __getstate__(self):
        return {'x': self.x}
print(vars(copy.copy(State())))  #> {'x': 1}
try:
    copy.copy(x for x in [])
except TypeError as e:
    print(e)  #> cannot pickle 'generator' object
class Sub(list):
    pass
u = Sub([1, [2]])
u.tag = 'q'
v = copy.deepcopy(u)
print(type(v).__name__, v, v.tag, v[1] is u[1], copy.replace.__name__)  #> Sub [1, [2]] q False replace
