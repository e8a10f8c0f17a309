# What of a class can be set, and what CPython says where it cannot.
class C:
    pass

def attempt(action):
    try:
        action()
    except (TypeError, ValueError, AttributeError) as error:
        print(type(error).__name__ + ":", error)

C.__name__ = "Renamed"
print(C, C.__name__, C.__qualname__)  #> <class '__main__.C'> Renamed C
C.__qualname__ = "Outer.Renamed"
C.__module__ = "elsewhere"
print(C)  #> <class 'elsewhere.Outer.Renamed'>
attempt(lambda: setattr(C, "__name__", 1))  #> TypeError: can only assign string to Renamed.__name__, not 'int'
attempt(lambda: setattr(C, "__name__", "a\0"))  #> ValueError: type name must not contain null characters
attempt(lambda: setattr(C, "__qualname__", 1))
#> TypeError: can only assign string to Renamed.__qualname__, not 'int'
attempt(lambda: delattr(C, "__name__"))  #> TypeError: cannot delete '__name__' attribute of immutable type 'Renamed'
attempt(lambda: setattr(C, "__mro__", ()))  #> AttributeError: attribute '__mro__' of 'type' objects is not writable
attempt(lambda: setattr(C, "__dict__", {}))  #> AttributeError: attribute '__dict__' of 'type' objects is not writable
attempt(lambda: setattr(C, "__bases__", ()))
#> TypeError: can only assign non-empty tuple to Renamed.__bases__, not ()
attempt(lambda: setattr(C, "__bases__", (int,)))
#> TypeError: __bases__ assignment: 'int' object layout differs from 'object'
attempt(lambda: setattr(int, "x", 1))  #> TypeError: cannot set 'x' attribute of immutable type 'int'
attempt(lambda: delattr(C, "nothing"))  #> AttributeError: type object 'Renamed' has no attribute 'nothing'
attempt(lambda: C.nothing)  #> AttributeError: type object 'Renamed' has no attribute 'nothing'
attempt(lambda: int.nothing)  #> AttributeError: type object 'int' has no attribute 'nothing'
attempt(lambda: type("a", [], {}))  #> TypeError: type.__new__() argument 2 must be tuple, not list
attempt(lambda: type("a", (), []))  #> TypeError: type.__new__() argument 3 must be dict, not list
attempt(lambda: type(1, (), {}))  #> TypeError: type.__new__() argument 1 must be str, not int
attempt(lambda: type("a", ()))  #> TypeError: type() takes 1 or 3 arguments

class Old:
    def f(self):
        return "old"
class New:
    def f(self):
        return "new"
class Kid(Old):
    pass
kid = Kid()
print(kid.f(), Old.__subclasses__())  #> old [<class '__main__.Kid'>]
Kid.__bases__ = (New,)
print(kid.f(), Old.__subclasses__(), New.__subclasses__() == [Kid])  #> new [] True
attempt(lambda: setattr(New, "__bases__", (Kid,)))  #> TypeError: a __bases__ item causes an inheritance cycle
