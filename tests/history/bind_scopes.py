# `global` and `nonlocal` bind the outer variable.
total = 0  #: total bound 0


def outer():  #: outer bound function outer
    count = 0  #: count bound 0

    def inner():  #: inner bound function inner
        global total
        nonlocal count
        count = 1  #: count rebound 1
        total = 2  #: total rebound 2

    inner()  #: function inner died; cell died


outer()
