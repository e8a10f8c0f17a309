# __new__ chooses the object; __init__ runs only on an instance of the class.
class Single:
    only = None

    def __new__(cls, *args):
        if cls.only is None:
            cls.only = super().__new__(cls)
        return cls.only

    def __init__(self, value):
        self.value = value


a, b = Single(1), Single(2)
print(a is b, a.value)  #> True 2


class Other:
    def __new__(cls):
        return 5

    def __init__(self):
        print("never")


print(Other())  #> 5


class Inches(float):
    def __new__(cls, value):
        return super().__new__(cls, value * 2.54)


print(Inches(2), type(Inches(1)).__name__, Inches(1) + 1)  #> 5.08 Inches 3.54


class Wrong:
    def __init__(self):
        return 1


try:
    Wrong()
except TypeError as error:
    print(error)
#> __init__() should return None, not 'int'
try:
    object(1)
except TypeError as error:
    print(error)
#> object() takes no arguments
