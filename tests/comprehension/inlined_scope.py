# Comprehension variables do not leak, closures capture each comprehension's own, names outside are seen.
x = "outer"
print([x for x in range(3)], x)  #> [0, 1, 2] outer
print([(lambda: x)() for x in range(3)], [f() for f in [lambda: x for x in range(3)]])
#> [0, 1, 2] [2, 2, 2]


def function(xs):
    y = 10
    total = [x + y for x in xs]
    pairs = {x: [y * x for y in xs] for x in xs}
    print(total, pairs, y)
    return sorted(locals())


print(function([1, 2]))
#> [11, 12] {1: [1, 2], 2: [2, 4]} 10
#> ['pairs', 'total', 'xs', 'y']


def leaves_nothing():
    try:
        [1 / n for n in (1, 0)]
    except ZeroDivisionError:
        return sorted(locals())


print(leaves_nothing())  #> []


def inner_locals():
    a = 1
    return [sorted(locals()) for b in "x"]


print(inner_locals())  #> [['a', 'b']]
print([[i * j for j in range(i)] for i in range(4)])  #> [[], [0], [0, 2], [0, 3, 6]]
print([k for k in range(20) if k % 2 if k % 3], {c for c in "hello"} == set("helo"))
#> [1, 5, 7, 11, 13, 17, 19] True
