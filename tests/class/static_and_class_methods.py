# staticmethod and classmethod, called through class and instance.
class C:
    made = 0

    @staticmethod
    def add(a, b):
        return a + b

    @classmethod
    def create(cls, *args):
        cls.made += 1
        return cls.__name__, args


class D(C):
    pass


print(C.add(1, 2), C().add(3, 4), D.add(5, 6))  #> 3 7 11
print(C.create(1), D().create(2), C.made, D.made)  #> ('C', (1,)) ('D', (2,)) 1 2
print(C.create.__self__ is C, C.__dict__["add"].__func__(1, 1))  #> True 2
print(C.add.__name__, staticmethod(len)([1]))  #> add 1
