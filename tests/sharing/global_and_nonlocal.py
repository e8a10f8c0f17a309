# `global` and `nonlocal` bind the outer name; without them a function binds its own.
outer = ["outer"]
before = outer


def own():
    outer = ["own"]
    return outer


def rebind():
    global outer
    outer = ["rebound"]
    return outer


def enclosing():
    box = ["box"]
    first = box

    def inner():
        nonlocal box
        box = ["inner"]

    inner()
    return first, box


from_own = own()
from_rebind = rebind()
box_before, box_after = enclosing()
print(before, outer, box_after)  #> ['outer'] ['rebound'] ['inner']

# shared: outer, from_rebind
# apart: outer, before, from_own
# apart: box_before, box_after
