# Zero-argument super and __class__ in methods, nested functions, class methods and properties.
class Base:
    def who(self):
        return "base"

    @classmethod
    def made(cls):
        return cls.__name__


class Derived(Base):
    def who(self):
        def nested():
            return __class__.__name__

        return super().who() + "/" + nested()

    @classmethod
    def made(cls):
        return "derived " + super().made()

    @property
    def text(self):
        return super().who().upper()

    @staticmethod
    def static():
        return __class__.__name__


d = Derived()
print(d.who(), Derived.made(), d.text, Derived.static())  #> base/Derived derived Derived BASE Derived


class Further(Derived):
    def who(self):
        return "/".join([super().who() for _ in range(1)])


print(Further().who())  #> base/Derived
for source in ("super()", "def f(): super()\nf()", "def f(x): super()\nf(1)"):
    try:
        exec(source)
    except RuntimeError as error:
        print(error)
#> super(): no arguments
#> super(): no arguments
#> super(): __class__ cell not found


class Deleted:
    def method(self):
        del self
        return super().__repr__


try:
    Deleted().method()
except UnboundLocalError as error:
    print(error)
#> cannot access local variable 'self' where it is not associated with a value
