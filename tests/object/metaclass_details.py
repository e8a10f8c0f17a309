# Metaclasses: the namespace, the call, the winner, keywords.
class Meta(type):
    @classmethod
    def __prepare__(mcs, name, bases, **kwargs):
        print("prepare", name, kwargs)
        return {"injected": 1}
    def __new__(mcs, name, bases, namespace, **kwargs):
        print("new", name, [k for k in namespace if not k.startswith("__")])
        return super().__new__(mcs, name, bases, namespace)
    def __init__(cls, name, bases, namespace, **kwargs):
        print("init", name, kwargs)
    def __call__(cls, *args):
        print("call", cls.__name__, args)
        return super().__call__(*args)
class A(metaclass=Meta, flag=True):
    own = 2
#> prepare A {'flag': True}
#> new A ['injected', 'own']
#> init A {'flag': True}
a = A()  #> call A ()
print(A.injected, type(A).__name__, type(type(A)).__name__)  #> 1 Meta type
class B(A):
    pass
#> prepare B {}
#> new B ['injected']
#> init B {}
print(type(B) is Meta)  #> True
class Other(type):
    pass
class C(metaclass=Other):
    pass
try:
    class D(A, C):
        pass
except TypeError as error:
    print(error)
#> metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases
try:
    class E(key=1):
        pass
except TypeError as error:
    print(error)  #> E.__init_subclass__() takes no keyword arguments
class Base:
    def __init_subclass__(cls, /, tag=None, **kwargs):
        super().__init_subclass__(**kwargs)
        cls.tag = tag
class Tagged(Base, tag="t"):
    pass
print(Tagged.tag)  #> t
try:
    class Wrong(Base, other=1):
        pass
except TypeError as error:
    print(error)  #> Wrong.__init_subclass__() takes no keyword arguments
def factory(name, bases, namespace):
    return (name, bases, sorted(k for k in namespace if not k.startswith("__")))
class F(int, metaclass=factory):
    x = 1
print(F)  #> ('F', (<class 'int'>,), ['x'])
class Checked(type):
    def __instancecheck__(cls, obj):
        return obj == 3
    def __subclasscheck__(cls, other):
        return other is int
class G(metaclass=Checked):
    pass
print(isinstance(3, G), isinstance(4, G), issubclass(int, G), issubclass(str, G), isinstance(G(), G))
#> True False True False True
class Entry:
    def __mro_entries__(self, bases):
        return (dict,)
class H(Entry()):
    pass
print(H.__mro__[1], len(H.__orig_bases__))  #> <class 'dict'> 1
