import collections
import copy


class Point:
    __slots__ = ("x", "y")

    def __init__(self, x, y):
        self.x = x
        self.y = y


class Bag:
    kinds = []

    def put(self, thing, *more, **named):
        self.last = thing
        self.kinds.extend(more)
        named[thing] = self
        return named


def counter(start):
    n = start

    def up(by=1):
        nonlocal n
        n += by
        return n

    return up


def pairs(items):
    for place, item in enumerate(items):
        got = yield place, item
        if got:
            items[place] = got


a = b = [1, 2.5, "three", None, 10**30]
a[1:3] = [b, (1, a)]
d = {"a": a, 3: {4, 5}}
d.update(b=b)
del d["a"]
bag = Bag()
bag.put("pear", 1, 2, colour="green")
bag.point = Point(3, -4)
del bag.point.y
up = counter(3)
up()
walk = pairs(a)
next(walk)
walk.send("changed")
walk.close()
line = collections.deque(a, maxlen=4)
line.appendleft(bytearray(b"abc"))
line[0][1] = 7
deep = copy.deepcopy(a[:1])
total = 0
for number in range(10):
    total += number
    if number % 3 == 0:
        try:
            raise ValueError(number)
        except ValueError as error:
            a.append(error.args)
squares = [n * n for n in range(5)]
squares.sort(reverse=True)
squares.reverse()
print(sum(n for n in squares if n > 1), sorted(d, key=str))
