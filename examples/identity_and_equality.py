# `==` asks whether two objects look alike, `is` whether they are one object.
a = [1, 2]
b = [1, 2]
c = a
print(a == b, a is b)  #> True False
print(a == c, a is c)  #> True True

nothing = None
print(nothing is None)  #> True

nan = float("nan")
print(nan == nan, nan is nan)  #> False True
print(nan in [nan])            #> True

# apart: a, b
# shared: a, c
