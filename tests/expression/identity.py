# `is` on things that CPython guarantees to be one object.
a = []
b = a
print(a is b, a is not [], None is None, ... is Ellipsis, NotImplemented is NotImplemented)  #> True True True True True
print(type(1) is int, True is (1 == 1), tuple() is tuple([]))  #> True True True
x = y = 3
print(x is y, id(x) == id(y))  #> True True
o = object()
print(o is o, o == o, o != object())  #> True True True
print([o] == [o], [o][0] is o)  #> True True
nan = float("nan")
print(nan == nan, [nan] == [nan], nan in (nan,), (nan,) == (nan,), {nan: 1}[nan])  #> False True True True 1
