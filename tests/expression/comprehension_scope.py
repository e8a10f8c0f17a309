# The first iterable is evaluated outside, the rest in the comprehension's own scope.
class Body:
    size = 3
    items = [n for n in range(size)]
    try:
        wrong = [size for n in range(2)]
    except NameError as error:
        message = str(error)


print(Body.items, Body.message)  #> [0, 1, 2] name 'size' is not defined


def outer(n):
    return [[n + i + j for j in range(2)] for i in range(2)]


print(outer(10))  #> [[10, 11], [11, 12]]


def walrus():
    squares = [(top := k) ** 2 for k in range(4)]
    return squares, top


print(walrus())  #> ([0, 1, 4, 9], 3)
gen = (1 / z for z in [1, 0])
print(next(gen))  #> 1.0
try:
    next(gen)
except ZeroDivisionError as error:
    print(error)
#> division by zero
