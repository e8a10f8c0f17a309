# __slots__: what they allow, what they forbid, and how layouts combine.
def attempt(source):
    try:
        exec(source, {"__name__": "__main__"})
    except (TypeError, ValueError, AttributeError) as error:
        print(type(error).__name__ + ":", error)

attempt("class A:\n  __slots__ = ('__dict__', '__dict__')")
#> TypeError: __dict__ slot disallowed: we already got one
attempt("class A: pass\nclass B(A):\n  __slots__ = ('__dict__',)")
#> TypeError: __dict__ slot disallowed: we already got one
attempt("class A: pass\nclass B(A):\n  __slots__ = ('__weakref__',)")
#> TypeError: __weakref__ slot disallowed: we already got one
attempt("class A(int):\n  __slots__ = ('a',)")  #> TypeError: nonempty __slots__ not supported for subtype of 'int'
attempt("class A(tuple):\n  __slots__ = ('a',)")
#> TypeError: nonempty __slots__ not supported for subtype of 'tuple'
attempt("class A:\n  __slots__ = (1,)")  #> TypeError: __slots__ items must be strings, not 'int'
attempt("class A:\n  __slots__ = ('a b',)")  #> TypeError: __slots__ must be identifiers
attempt("class A:\n  __slots__ = 3")  #> TypeError: 'int' object is not iterable
attempt("class A:\n  __slots__ = ('a',)\n  a = 1")  #> ValueError: 'a' in __slots__ conflicts with class variable
attempt("class A:\n  __slots__ = ('a',)\nclass B:\n  __slots__ = ('b',)\nclass C(A, B): pass")
#> TypeError: multiple bases have instance lay-out conflict
attempt("class A:\n  __slots__ = ()\nA().x = 1")
#> AttributeError: 'A' object has no attribute 'x' and no __dict__ for setting new attributes
attempt("class A:\n  __slots__ = ('y',)\nA().y")  #> AttributeError: 'A' object has no attribute 'y'
attempt("class A:\n  __slots__ = ('y',)\ndel A().y")  #> AttributeError: y
attempt("class A:\n  x = 1\n  __slots__ = ('y',)\nA().x = 1")
#> AttributeError: 'A' object attribute 'x' is read-only

class Point:
    __slots__ = ("x", "y")
    def __init__(self, x, y):
        self.x, self.y = x, y
class Point3(Point):
    __slots__ = ("z",)
p = Point3(1, 2)
p.z = 3
print(p.x, p.y, p.z, hasattr(p, "__dict__"))  #> 1 2 3 False
print(Point.x, type(Point.x).__name__, Point.x.__get__(p), Point.x.__name__, Point.x.__objclass__)
#> <member 'x' of 'Point' objects> member_descriptor 1 x <class '__main__.Point'>
Point.x.__set__(p, 10)
print(p.x)  #> 10
try:
    Point.x.__get__(1)
except TypeError as error:
    print(error)  #> descriptor 'x' for 'Point' objects doesn't apply to a 'int' object
class Loose(Point):
    pass
q = Loose(1, 2)
q.extra = 5
print(q.__dict__, q.x)  #> {'extra': 5} 1
class Private:
    __slots__ = ("__hidden",)
print([k for k in Private.__dict__ if "hidden" in k])  #> ['_Private__hidden']
class Text(str):
    __slots__ = ("note",)
t = Text("abc")
t.note = 1
print(t, t.note, t.upper())  #> abc 1 ABC
