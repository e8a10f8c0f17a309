# vars() of a class is a proxy that reads the one namespace and cannot write it.
class C:
    """What C is."""
    x = 1

    def f(self):
        self.y = 2
        return self.y

print(list(vars(C)))
#> ['__module__', '__firstlineno__', '__doc__', 'x', 'f', '__static_attributes__', '__dict__', '__weakref__']
print(type(vars(C)), vars(C)["x"], "x" in vars(C), len(vars(C)))  #> <class 'mappingproxy'> 1 True 8
proxy = C.__dict__
C.z = 3
print(proxy["z"], proxy.get("nothing", 0), sorted(k for k in proxy if not k.startswith("_")))  #> 3 0 ['f', 'x', 'z']
try:
    proxy["x"] = 2
except TypeError as error:
    print(error)  #> 'mappingproxy' object does not support item assignment
try:
    del proxy["x"]
except TypeError as error:
    print(error)  #> 'mappingproxy' object does not support item deletion
print(C.__doc__, C.__name__, C.__qualname__, C.__module__)  #> What C is. C C __main__
print(C.__firstlineno__, C.__static_attributes__)  #> 2 ('y',)
print(proxy | {"more": 1} == dict(proxy) | {"more": 1})  #> True
from types import MappingProxyType
inner = {"a": 1}
view = MappingProxyType(inner)
inner["b"] = 2
print(view, view.copy(), list(view.items()), view == {"a": 1, "b": 2})
#> {'a': 1, 'b': 2} {'a': 1, 'b': 2} [('a', 1), ('b', 2)] True
try:
    MappingProxyType([1])
except TypeError as error:
    print(error)  #> mappingproxy() argument must be a mapping, not list
print(hasattr(C, "__annotations__"), C.__annotations__, C.__type_params__)  #> True {} ()
print(repr(C.__dict__["__dict__"]), repr(C.__dict__["__weakref__"]))
#> <attribute '__dict__' of 'C' objects> <attribute '__weakref__' of 'C' objects>
