# Counter, namedtuple, ChainMap.
from collections import ChainMap, Counter, namedtuple

letters = Counter("abracadabra")
print(letters, letters.most_common(2), letters["z"], letters.total())
#> Counter({'a': 5, 'b': 2, 'r': 2, 'c': 1, 'd': 1}) [('a', 5), ('b', 2)] 0 11
letters.update("aaa")
letters.subtract({"b": 5})
print(letters["a"], letters["b"], +letters == letters, sorted(letters.elements())[:3])  #> 8 -3 False ['a', 'a', 'a']
print(Counter(a=3, b=1) + Counter(b=2), Counter(a=3) - Counter(a=1, b=2))
#> Counter({'a': 3, 'b': 3}) Counter({'a': 2})
print(Counter(a=1, b=5) & Counter(a=2, b=3), Counter(a=1) | Counter(a=4))
#> Counter({'b': 3, 'a': 1}) Counter({'a': 4})

Point = namedtuple("Point", "x y", defaults=[0])
p = Point(1)
print(p, p.x, p[1], p._replace(y=5), p._asdict(), Point._fields)
#> Point(x=1, y=0) 1 0 Point(x=1, y=5) {'x': 1, 'y': 0} ('x', 'y')
x, y = p
print(x, y, p == (1, 0), isinstance(p, tuple), Point.x.__doc__)  #> 1 0 True True Alias for field number 0
for call in (lambda: Point(), lambda: setattr(p, "x", 2), lambda: namedtuple("Bad", "class"), lambda: p.z):
    try:
        call()
    except Exception as error:
        print(type(error).__name__ + ":", error)
#> TypeError: Point.__new__() missing 1 required positional argument: 'x'
#> AttributeError: can't set attribute
#> ValueError: Type names and field names cannot be a keyword: 'class'
#> AttributeError: 'Point' object has no attribute 'z'
print(Point._make([7, 8]), max(Point(1, 2), Point(1, 3)))  #> Point(x=7, y=8) Point(x=1, y=3)

defaults, chosen = {"colour": "red", "size": 1}, {"size": 2}
both = ChainMap(chosen, defaults)
both["colour"] = "blue"
print(both["size"], both["colour"], chosen, defaults["colour"], sorted(both))
#> 2 blue {'size': 2, 'colour': 'blue'} red ['colour', 'size']
