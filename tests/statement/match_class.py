# Class patterns: keywords, __match_args__, and the built-in types that take one position.
class Point:
    __match_args__ = ("x", "y")

    def __init__(self, x, y):
        self.x = x
        self.y = y


def describe(subject):
    match subject:
        case Point(0, 0):
            return "origin"
        case Point(x, y=0):
            return f"on the x axis at {x}"
        case Point(x=x, y=y) if x == y:
            return f"diagonal {x}"
        case Point():
            return "point"
        case int(n) | float(n):
            return f"number {n}"
        case str(text):
            return f"text {text}"
        case list([int(), *_]):
            return "list that starts with an int"
        case dict(d):
            return f"dict {d}"


for subject in (Point(0, 0), Point(3, 0), Point(2, 2), Point(1, 2), 5, 2.5, "s", [1, "a"], ["a"], {1: 2}):
    print(describe(subject))
#> origin
#> on the x axis at 3
#> diagonal 2
#> point
#> number 5
#> number 2.5
#> text s
#> list that starts with an int
#> None
#> dict {1: 2}
try:
    match Point(1, 2):
        case Point(1, 2, 3):
            pass
except TypeError as error:
    print(error)
#> Point() accepts 2 positional sub-patterns (3 given)
