# The chaos game on a fern: random affine maps of points, collected in a grid.
import random


class Point:
    __slots__ = ("x", "y")

    def __init__(self, x, y):
        self.x = x
        self.y = y

    def __add__(self, other):
        return Point(self.x + other.x, self.y + other.y)

    def scaled(self, factor):
        return Point(self.x * factor, self.y * factor)


class Map:
    def __init__(self, a, b, c, d, shift, weight):
        self.a, self.b, self.c, self.d = a, b, c, d
        self.shift = shift
        self.weight = weight

    def __call__(self, point):
        turned = Point(self.a * point.x + self.b * point.y, self.c * point.x + self.d * point.y)
        return turned + self.shift


class Grid:
    def __init__(self, width, height):
        self.width = width
        self.height = height
        self.counts = [[0] * width for _ in range(height)]

    def mark(self, point):
        column = int((point.x + 3.0) / 6.0 * self.width)
        row = int(point.y / 10.5 * self.height)
        if 0 <= column < self.width and 0 <= row < self.height:
            self.counts[row][column] += 1


MAPS = [
    Map(0.0, 0.0, 0.0, 0.16, Point(0.0, 0.0), 0.01),
    Map(0.85, 0.04, -0.04, 0.85, Point(0.0, 1.6), 0.85),
    Map(0.2, -0.26, 0.23, 0.22, Point(0.0, 1.6), 0.07),
    Map(-0.15, 0.28, 0.26, 0.24, Point(0.0, 0.44), 0.07),
]


def choose(numbers):
    value = numbers.random()
    for each in MAPS:
        value -= each.weight
        if value < 0:
            return each
    return MAPS[-1]


def play(steps):
    numbers = random.Random(1234)
    grid = Grid(80, 120)
    point = Point(0.0, 0.0)
    middle = Point(0.0, 0.0)
    for _ in range(steps):
        point = choose(numbers)(point)
        grid.mark(point)
        middle = middle.scaled(0.999) + point.scaled(0.001)
    filled = sum(1 for row in grid.counts for count in row if count)
    return filled, max(map(max, grid.counts)), f"{middle.x:.6f} {middle.y:.6f}"


print(play(400_000))
