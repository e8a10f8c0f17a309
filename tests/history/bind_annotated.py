# An annotation binds only where a value stands; at module level it is kept in a dict.
def f():  #: f bound function f
    n: int = 5  #: n bound 5
    m: int
    return n


f()
