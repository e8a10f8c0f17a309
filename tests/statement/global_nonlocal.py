# `global` and `nonlocal` choose the namespace a name is bound in.
counter = 0


def bump():
    global counter, made_here
    counter += 1
    made_here = "by bump"


bump()
bump()
print(counter, made_here)  #> 2 by bump


def accumulator():
    total = 0

    def add(amount):
        nonlocal total
        total += amount
        return total

    def peek():
        return total

    return add, peek


add, peek = accumulator()
add(5)
add(7)
print(peek())  #> 12
other_add, other_peek = accumulator()
print(other_peek())  #> 0
