# super() in class methods, static contexts, and its attributes.
class Base:
    @classmethod
    def make(cls):
        return cls.__name__

    @property
    def size(self):
        return 1

    def __getitem__(self, key):
        return key


class Derived(Base):
    @classmethod
    def make(cls):
        return "derived " + super().make()

    @property
    def size(self):
        return super().size + 1

    def __getitem__(self, key):
        return super().__getitem__(key) * 2

    def no_super(self):
        return super().missing


print(Derived.make(), Derived().size, Derived()[3])  #> derived Derived 2 6
try:
    Derived().no_super()
except AttributeError as error:
    print(error)
#> 'super' object has no attribute 'missing'
s = super(Derived, Derived())
print(s.size, s.__thisclass__.__name__, s.__self_class__.__name__)  #> 1 Derived Derived
try:
    super()
except RuntimeError as error:
    print(error)
#> super(): no arguments
try:
    super(Derived, 5)
except TypeError as error:
    print(error)
#> super(type, obj): obj (instance of int) is not an instance or subtype of type (Derived).
