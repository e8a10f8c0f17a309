# super() in a diamond follows the MRO.
class A:
    def who(self):
        return ["A"]

    def __init__(self):
        self.made = ["A"]


class B(A):
    def who(self):
        return ["B"] + super().who()

    def __init__(self):
        super().__init__()
        self.made.append("B")


class C(A):
    def who(self):
        return ["C"] + super().who()

    def __init__(self):
        super().__init__()
        self.made.append("C")


class D(B, C):
    def who(self):
        return ["D"] + super(D, self).who()


d = D()
print(d.who(), d.made)  #> ['D', 'B', 'C', 'A'] ['A', 'C', 'B']
print([c.__name__ for c in D.__mro__], D.mro() == list(D.__mro__))  #> ['D', 'B', 'C', 'A', 'object'] True
print(issubclass(D, A), issubclass(A, D), issubclass(bool, int), B.__subclasses__())
#> True False True [<class '__main__.D'>]
try:
    class Wrong(A, B):
        pass
except TypeError as error:
    print(error)
#> Cannot create a consistent method resolution order (MRO) for bases A, B
try:
    class Two(B, B):
        pass
except TypeError as error:
    print(error)
#> duplicate base class B
