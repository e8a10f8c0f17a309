# Classes that nobody uses any more are freed, with what their bodies made.
import gc
import weakref


class Base:
    pass


def make(number):
    class Made(Base):
        kept = [number]

        def method(self):
            return super().__init__()

        @property
        def me(self):
            return self

    instance = Made()
    instance.itself = instance
    instance.method()
    return weakref.ref(Made), Made.__name__


made = [make(number)[0] for number in range(30)]
print(len(made))  #> 30
make(0)
gc.collect()
# What was used last may be remembered a while.
print(sum(reference() is not None for reference in made) <= 1)  #> True
print(len(Base.__subclasses__()) <= 1)  #> True


class Alive(Base):
    pass


child = type("Child", (Alive,), {})()
reference = weakref.ref(type(child))
gc.collect()
print(type(child).__name__, type(child).__mro__[1].__name__)  #> Child Alive
print([c.__name__ for c in Alive.__subclasses__()])  #> ['Child']
del child
gc.collect()
print(reference(), Alive.__subclasses__())  #> None []
