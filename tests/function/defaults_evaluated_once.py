# Defaults are evaluated when `def` runs, in the enclosing scope, in order.
def make(label):
    print("default", label)
    return [label]


def f(a=make("a"), *, b=make("b")):
    a.append(1)
    return a, b
#> default a
#> default b


print(f())  #> (['a', 1], ['b'])
print(f())  #> (['a', 1, 1], ['b'])
print(f(b=0))  #> (['a', 1, 1, 1], 0)
n = 1


def g(value=n):
    return value


n = 2
print(g())  #> 1
f.__defaults__ = (["new"],)
print(f())  #> (['new', 1], ['b'])
