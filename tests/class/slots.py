# __slots__ leave no __dict__ and refuse other names.
class Point:
    __slots__ = ("x", "y")

    def __init__(self, x):
        self.x = x


p = Point(1)
print(p.x, hasattr(p, "__dict__"))  #> 1 False
try:
    p.y
except AttributeError as error:
    print(error)
#> 'Point' object has no attribute 'y'
try:
    p.z = 1
except AttributeError as error:
    print(error)
#> 'Point' object has no attribute 'z' and no __dict__ for setting new attributes
p.y = 2
del p.x
print(hasattr(p, "x"), p.y)  #> False 2


class Open(Point):
    pass


o = Open(1)
o.z = 3
print(o.__dict__, o.x)  #> {'z': 3} 1


class Three(Point):
    __slots__ = "z"


t = Three(1)
t.z = 3
print(t.x, t.z, type(Three.z).__name__)  #> 1 3 member_descriptor
try:
    class Bad:
        __slots__ = ("a",)
        a = 1
except ValueError as error:
    print(error)
#> 'a' in __slots__ conflicts with class variable
