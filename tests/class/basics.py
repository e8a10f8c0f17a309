# Classes, instances, methods, class attributes.
class Point:
    """A point."""

    origin = (0, 0)

    def __init__(self, x, y=0):
        self.x, self.y = x, y

    def moved(self, dx):
        return Point(self.x + dx, self.y)

    def __repr__(self):
        return f"Point({self.x}, {self.y})"


p = Point(1)
print(p, p.moved(5), [p], str(p))  #> Point(1, 0) Point(6, 0) [Point(1, 0)] Point(1, 0)
print(type(p), Point.__name__, Point.__doc__, Point.__module__, Point.__bases__)
#> <class '__main__.Point'> Point A point. __main__ (<class 'object'>,)
print(p.__dict__, p.__class__ is Point, isinstance(p, Point), isinstance(p, (int, object)))
#> {'x': 1, 'y': 0} True True True
print(Point.moved(p, 2), Point.origin, p.origin)  #> Point(3, 0) (0, 0) (0, 0)
print(sorted(name for name in Point.__dict__ if not name.startswith("__")))  #> ['moved', 'origin']
class Empty: pass
print(Empty().__dict__, Empty.__qualname__)  #> {} Empty
try:
    Point.missing
except AttributeError as error:
    print(error)
#> type object 'Point' has no attribute 'missing'
try:
    p.missing
except AttributeError as error:
    print(error)
#> 'Point' object has no attribute 'missing'
