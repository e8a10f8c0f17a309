# `is` on things that CPython guarantees to be one object.
a = []
b = a
print(a is b, a is not [], None is None, ... is Ellipsis, NotImplemented is NotImplemented)
print(type(1) is int, True is (1 == 1), () is ())
x = y = 3
print(x is y, id(x) == id(y))
o = object()
print(o is o, o == o, o != object())
print([o] == [o], [o][0] is o)
nan = float("nan")
print(nan == nan, [nan] == [nan], nan in (nan,), (nan,) == (nan,), {nan: 1}[nan])
