# Two functions made in one call share its variables; those of another call are others.
def make_counter():
    count = 0

    def add():
        nonlocal count
        count += 1

    def read():
        return count

    return add, read


add, read = make_counter()
other_add, other_read = make_counter()
add()
add()
print(read())  #> 2
print(other_read())  #> 0
