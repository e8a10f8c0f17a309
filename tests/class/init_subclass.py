# __init_subclass__ and class keyword arguments.
class Plugin:
    registry = {}

    def __init_subclass__(cls, /, name=None, **kwargs):
        super().__init_subclass__(**kwargs)
        cls.registry[name or cls.__name__] = cls


class A(Plugin):
    pass


class B(Plugin, name="bee"):
    pass


print({key: value.__name__ for key, value in Plugin.registry.items()})  #> {'A': 'A', 'bee': 'B'}
try:
    class C(colour="red"):
        pass
except TypeError as error:
    print(error)
#> C.__init_subclass__() takes no keyword arguments
