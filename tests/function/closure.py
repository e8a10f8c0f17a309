# Cells are shared between closures, made per call, and seen by introspection.
def counter():
    count = 0

    def increase():
        nonlocal count
        count += 1
        return count

    def read():
        return count

    return increase, read


increase, read = counter()
increase()
increase()
print(read(), increase.__closure__[0].cell_contents)  #> 2 2
print(increase.__closure__[0] is read.__closure__[0], increase.__code__.co_freevars)  #> True ('count',)
first, _ = counter()
print(first(), read())  #> 1 2


def outer(parameter):
    def middle():
        def inner():
            return parameter, local
        return inner
    local = "bound later"
    return middle()()


print(outer(1))  #> (1, 'bound later')


def unbound():
    def inner():
        return later
    try:
        inner()
    except NameError as error:
        print(error)
    later = 1
    return inner()


print(unbound())
#> cannot access free variable 'later' where it is not associated with a value in enclosing scope
#> 1


def deleted():
    x = 1

    def inner():
        return x
    del x
    return inner


try:
    deleted()()
except NameError as error:
    print(error)
#> cannot access free variable 'x' where it is not associated with a value in enclosing scope
