# nonlocal through several functions; deleting and rebinding shared variables.
def outer():
    x = 1

    def middle():
        def inner():
            nonlocal x
            x += 1
            return x

        return inner

    first, second = middle(), middle()
    return first(), second(), first(), x


print(outer())  #> (2, 3, 4, 4)


def shares():
    value = "start"

    def read():
        return value

    def drop():
        nonlocal value
        del value

    def write(new):
        nonlocal value
        value = new

    print(read())
    drop()
    try:
        read()
    except NameError as error:
        print(type(error).__name__, error)
    try:
        value
    except UnboundLocalError as error:
        print(error)
    write("again")
    print(value)


shares()
#> start
#> NameError cannot access free variable 'value' where it is not associated with a value in enclosing scope
#> cannot access local variable 'value' where it is not associated with a value
#> again


def parameter(x):
    def inner():
        nonlocal x
        x = x * 2

    inner()
    return x


print(parameter(21))  #> 42


class InClass:
    def method(self):
        count = 0

        class Local:
            nonlocal count
            count = 5

        return count, hasattr(Local, "count")


print(InClass().method())  #> (5, False)
