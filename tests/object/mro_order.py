# The order of resolution: C3, its errors, and mro() of a metaclass.
class A:
    def who(self):
        return ["A"]
class B(A):
    def who(self):
        return ["B"] + super().who()
class C(A):
    def who(self):
        return ["C"] + super().who()
class D(B, C):
    def who(self):
        return ["D"] + super().who()
print([c.__name__ for c in D.__mro__])  #> ['D', 'B', 'C', 'A', 'object']
print(D().who())  #> ['D', 'B', 'C', 'A']
print(D.__mro__[-1], D.__bases__, D.__base__)
#> <class 'object'> (<class '__main__.B'>, <class '__main__.C'>) <class '__main__.B'>
print([c.__name__ for c in D.mro()])  #> ['D', 'B', 'C', 'A', 'object']

def attempt(make):
    try:
        make()
    except TypeError as error:
        print(error)

attempt(lambda: type("X", (A, B), {}))  #> Cannot create a consistent method resolution order (MRO) for bases A, B
attempt(lambda: type("X", (object, A), {}))
#> Cannot create a consistent method resolution order (MRO) for bases object, A
attempt(lambda: type("X", (A, A), {}))  #> duplicate base class A
attempt(lambda: type("X", (int, str), {}))  #> multiple bases have instance lay-out conflict
attempt(lambda: type("X", (bool,), {}))  #> type 'bool' is not an acceptable base type
attempt(lambda: type("X", (type(None),), {}))  #> type 'NoneType' is not an acceptable base type
attempt(lambda: type("X", (D, C, B), {}))  #> Cannot create a consistent method resolution order (MRO) for bases B, C

class Reversed(type):
    def mro(cls):
        order = super().mro()
        return [order[0]] + order[1:-1][::-1] + [order[-1]]
class P:
    name = "P"
class Q:
    name = "Q"
class R(P, Q, metaclass=Reversed):
    pass
print([c.__name__ for c in R.__mro__], R.name)  #> ['R', 'Q', 'P', 'object'] Q
