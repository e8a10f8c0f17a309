# super in all its forms.
class A:
    tag = "A"
    def f(self):
        return "A.f"
    @classmethod
    def make(cls):
        return "A.make of " + cls.__name__
    @staticmethod
    def plain():
        return "A.plain"
class B(A):
    tag = "B"
    def f(self):
        return "B.f > " + super().f()
    @classmethod
    def make(cls):
        return "B.make > " + super().make()
    @staticmethod
    def plain():
        return "B.plain > " + super(B, B).plain()
    def later(self):
        return [super(B, self).f() for _ in range(2)]
b = B()
print(b.f(), "|", B.make(), "|", B.plain(), "|", b.later())
#> B.f > A.f | B.make > A.make of B | B.plain > A.plain | ['A.f', 'A.f']
s = super(B, b)
print(s.tag, s.__thisclass__, s.__self__ is b, s.__self_class__)  #> A <class '__main__.B'> True <class '__main__.B'>
print(super(B), super(B, b), super(B, B))
#> <super: <class 'B'>, NULL> <super: <class 'B'>, <B object>> <super: <class 'B'>, <B object>>
print(super(B, b).f.__self__ is b, super(B, B).f is A.f)  #> True True

def attempt(action):
    try:
        action()
    except (TypeError, RuntimeError, AttributeError) as error:
        print(type(error).__name__ + ":", error)

attempt(lambda: super(B, 1))
#> TypeError: super(type, obj): obj (instance of int) is not an instance or subtype of type (B).
attempt(lambda: super(B, A()))
#> TypeError: super(type, obj): obj (instance of A) is not an instance or subtype of type (B).
attempt(lambda: super(1, 1))  #> TypeError: super() argument 1 must be a type, not int
attempt(lambda: super())  #> RuntimeError: super(): no arguments
attempt(lambda: super(B, b).nothing)  #> AttributeError: 'super' object has no attribute 'nothing'
def no_arguments():
    super()
attempt(no_arguments)  #> RuntimeError: super(): no arguments
def outside(self):
    super()
attempt(lambda: outside(1))  #> RuntimeError: super(): __class__ cell not found
class Unbound:
    up = super(B)
print(type(super(B).__get__(b)).__name__, super(B).__get__(b).f())  #> super A.f
