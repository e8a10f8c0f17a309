# gc: what it finds and what it knows.
import gc
import weakref
class Node:
    pass
a, b = Node(), Node()
a.other, b.other = b, a
r = weakref.ref(a)
del a, b
print(r() is not None)  #> True
gc.collect()
print(r())  #> None
print(gc.isenabled())  #> True
gc.disable()
print(gc.isenabled())  #> False
gc.enable()
print(gc.is_tracked([]), gc.is_tracked(1), gc.is_tracked("a"), gc.is_tracked(Node()))  #> True False False True
l = [1, Node()]
print(len(gc.get_referents(l)), l in gc.get_referrers(l[1]), isinstance(gc.get_objects(), list))  #> 2 True True
seen = []
def callback(phase, info):
    seen.append((phase, sorted(info)))
gc.callbacks.append(callback)
gc.collect()
gc.callbacks.remove(callback)
print(seen)
#> [('start', ['collected', 'generation', 'uncollectable']), ('stop', ['collected', 'generation', 'uncollectable'])]
print(gc.garbage, len(gc.get_count()), len(gc.get_threshold()), len(gc.get_stats()))  #> [] 3 3 3
try:
    gc.collect(5)
except ValueError as error:
    print(error)  #> invalid generation
class Fin:
    def __init__(self, log):
        self.log = log
        self.me = self
    def __del__(self):
        self.log.append("finalised")
log = []
f = Fin(log)
w = weakref.ref(f)
del f
gc.collect()
print(log, w())  #> ['finalised'] None
def closure():
    def inner():
        return inner
    return weakref.ref(inner)
x = closure()
gc.collect()
print(x())  #> None
