# Deep nesting ends in RecursionError or works; it never ends the interpreter.
import sys
deep = []
for _ in range(100_000):
    deep = [deep]
def attempt(action):
    try:
        action()
    except RecursionError as error:
        pass
    print("survived")
attempt(lambda: repr(deep))  #> survived
attempt(lambda: deep == deep[:])  #> survived
del deep
print("freed a nested list")  #> freed a nested list
class Node:
    def __init__(self, next):
        self.next = next
node = None
for _ in range(100_000):
    node = Node(node)
node = None
print("freed a linked list")  #> freed a linked list
t = ()
for _ in range(100_000):
    t = (t,)
attempt(lambda: hash(t))  #> survived
t = None
d = {}
for _ in range(50_000):
    d = {"k": d}
attempt(lambda: str(d))  #> survived
d = None
me = []
me.append(me)
print(me, {1: me})  #> [[...]] {1: [[...]]}
def down(n):
    return n and down(n - 1)
print(down(900))  #> 0
try:
    down(10**6)
except RecursionError as error:
    print(str(error).startswith("maximum recursion depth exceeded"))  #> True
class R:
    def __repr__(self):
        return repr(self)
    def __eq__(self, other):
        return self == other
    def __hash__(self):
        return hash(self)
    def __getattr__(self, name):
        return getattr(self, name + "x")
    def __call__(self):
        return self()
    def __iter__(self):
        return iter(self)
    def __bool__(self):
        return bool(self)
    def __add__(self, other):
        return self + other
    def __len__(self):
        return len(self)
    def __getitem__(self, key):
        return self[key]
    def __str__(self):
        return str(self)
r = R()
for action in (lambda: repr(r), lambda: r == 1, lambda: hash(r), lambda: r.x, lambda: r(), lambda: iter(r),
               lambda: bool(r), lambda: r + 1, lambda: len(r), lambda: r[0], lambda: str(r), lambda: "%s" % r):
    attempt(action)
#> survived
#> survived
#> survived
#> survived
#> survived
#> survived
#> survived
#> survived
#> survived
#> survived
#> survived
#> survived
