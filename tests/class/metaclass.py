# Metaclasses: __prepare__, __new__, __init__, __call__.
class Meta(type):
    @classmethod
    def __prepare__(mcs, name, bases, **kwargs):
        print("prepare", name, kwargs)
        return {"prepared": True}

    def __new__(mcs, name, bases, namespace, **kwargs):
        print("new", name)
        return super().__new__(mcs, name, bases, namespace)

    def __init__(cls, name, bases, namespace, **kwargs):
        print("init", name)
        super().__init__(name, bases, namespace)

    def __call__(cls, *args):
        print("call", args)
        return super().__call__(*args)

    def __len__(cls):
        return 42


class C(metaclass=Meta, option=1):
    def __init__(self, x):
        self.x = x
#> prepare C {'option': 1}
#> new C
#> init C


print(C(5).x, len(C), type(C).__name__, C.prepared)
#> call (5,)
#> 5 42 Meta True


class D(C):
    pass
#> prepare D {}
#> new D
#> init D


print(type(D).__name__)  #> Meta
E2 = type("E2", (), {"value": 3})
print(E2.value, E2.__name__)  #> 3 E2
