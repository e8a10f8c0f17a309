# Natives go through generators: what a generator and its consumer see of each other.
import sys
def g(log):
    try:
        for i in range(4):
            log.append(("before", i))
            got = yield i
            log.append(("after", i, got))
    finally:
        log.append("closed")
for consume in (list, tuple, set, sum, sorted, max, min, any, all, frozenset, bytes, lambda x: dict.fromkeys(x), lambda x: ",".join(map(str, x)), lambda x: dict(((v, v) for v in x))):
    log = []
    print(consume(g(log)), log)
log = []
source = g(log)
print(any(x == 1 for x in source), next(source), list(source), log)
def nested():
    yield from (x * 2 for x in range(3))
    r = yield from inner()
    yield r
def inner():
    yield "a"
    return "returned"
print(list(nested()), sum([len(str(x)) for x in nested()]))
class Loud:
    def __init__(self, v): self.v = v
    def __hash__(self):
        print("hash", self.v); return self.v
    def __eq__(self, o): return self.v == o.v
    def __add__(self, o):
        if self.v == 3: raise ValueError("three")
        return Loud(self.v + o.v)
    def __radd__(self, o): return self
    def __lt__(self, o): print("lt"); return self.v < o.v
print(len(set(Loud(i % 2) for i in range(4))))
gen = (Loud(i) for i in range(1, 6))
try:
    print(sum(gen))
except ValueError as e:
    print("caught", e, e.__context__, next(gen).v)
print(max(Loud(i) for i in range(3)).v)
def handling():
    try:
        1 / 0
    except ZeroDivisionError:
        yield 1
        yield 2
    yield 3
print(list(handling()), sum(handling()))
try:
    set([1] for _ in handling())
except TypeError as e:
    print(e, e.__context__)
def unhashable():
    try:
        raise KeyError("k")
    except KeyError:
        yield []
try:
    set(unhashable())
except TypeError as e:
    print(e, repr(e.__context__))
def itself():
    yield 1
    yield list(me)
me = itself()
try:
    print(list(me))
except ValueError as e:
    print(e)
def failing():
    yield 1
    raise RuntimeError("inside")
try:
    list(failing())
except RuntimeError as e:
    import traceback
    print(traceback.format_exc().count("File"))
def stops():
    yield 1
    raise StopIteration
try:
    list(stops())
except RuntimeError as e:
    print(repr(e), repr(e.__cause__))
def deep(n):
    if n:
        yield from deep(n - 1)
    yield n
print(sum(deep(200)))
print(sum(sum(sum(1 for _ in range(a)) for a in range(b)) for b in range(10)))
def recursive(n):
    return sum(recursive(n - 1) for _ in range(2)) if n else 1
print(recursive(6))
try:
    def endless(n): return sum(endless(n + 1) for _ in range(1))
    endless(0)
except RecursionError: print("recursion")
print(sum((x for x in (1, 2.5, 1e100, 1, -1e100)), 0), sum(x for x in (True, 2)), sum((i for i in (10**30, 1)), 0.5))
#> [0, 1, 2, 3] [('before', 0), ('after', 0, None), ('before', 1), ('after', 1, None), ('before', 2), ('after', 2, None), ('before', 3), ('after', 3, None), 'closed']
#> (0, 1, 2, 3) [('before', 0), ('after', 0, None), ('before', 1), ('after', 1, None), ('before', 2), ('after', 2, None), ('before', 3), ('after', 3, None), 'closed']
#> {0, 1, 2, 3} [('before', 0), ('after', 0, None), ('before', 1), ('after', 1, None), ('before', 2), ('after', 2, None), ('before', 3), ('after', 3, None), 'closed']
#> 6 [('before', 0), ('after', 0, None), ('before', 1), ('after', 1, None), ('before', 2), ('after', 2, None), ('before', 3), ('after', 3, None), 'closed']
#> [0, 1, 2, 3] [('before', 0), ('after', 0, None), ('before', 1), ('after', 1, None), ('before', 2), ('after', 2, None), ('before', 3), ('after', 3, None), 'closed']
#> 3 [('before', 0), ('after', 0, None), ('before', 1), ('after', 1, None), ('before', 2), ('after', 2, None), ('before', 3), ('after', 3, None), 'closed']
#> 0 [('before', 0), ('after', 0, None), ('before', 1), ('after', 1, None), ('before', 2), ('after', 2, None), ('before', 3), ('after', 3, None), 'closed']
#> True [('before', 0), ('after', 0, None), ('before', 1), 'closed']
#> False [('before', 0), 'closed']
#> frozenset({0, 1, 2, 3}) [('before', 0), ('after', 0, None), ('before', 1), ('after', 1, None), ('before', 2), ('after', 2, None), ('before', 3), ('after', 3, None), 'closed']
#> b'\x00\x01\x02\x03' [('before', 0), ('after', 0, None), ('before', 1), ('after', 1, None), ('before', 2), ('after', 2, None), ('before', 3), ('after', 3, None), 'closed']
#> {0: None, 1: None, 2: None, 3: None} [('before', 0), ('after', 0, None), ('before', 1), ('after', 1, None), ('before', 2), ('after', 2, None), ('before', 3), ('after', 3, None), 'closed']
#> 0,1,2,3 [('before', 0), ('after', 0, None), ('before', 1), ('after', 1, None), ('before', 2), ('after', 2, None), ('before', 3), ('after', 3, None), 'closed']
#> {0: 0, 1: 1, 2: 2, 3: 3} [('before', 0), ('after', 0, None), ('before', 1), ('after', 1, None), ('before', 2), ('after', 2, None), ('before', 3), ('after', 3, None), 'closed']
#> True 2 [3] [('before', 0), ('after', 0, None), ('before', 1), ('after', 1, None), ('before', 2), ('after', 2, None), ('before', 3), ('after', 3, None), 'closed']
#> [0, 2, 4, 'a', 'returned'] 12
#> hash 0
#> hash 1
#> hash 0
#> hash 1
#> 2
#> caught three None 4
#> lt
#> lt
#> 2
#> [1, 2, 3] 6
#> unhashable type: 'list' None
#> unhashable type: 'list' None
#> generator already executing
#> 2
#> RuntimeError('generator raised StopIteration') StopIteration()
#> 20100
#> 120
#> 64
#> recursion
#> 3.5 3 1e+30
