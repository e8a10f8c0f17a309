# __getattribute__, __getattr__, __setattr__, __delattr__ and __dir__.
class Logged:
    def __init__(self):
        object.__setattr__(self, "log", [])
    def __getattribute__(self, name):
        if name == "secret":
            raise AttributeError("hidden " + name)
        return super().__getattribute__(name)
    def __getattr__(self, name):
        if name.startswith("no"):
            raise AttributeError(name)
        return "made " + name
    def __setattr__(self, name, value):
        self.log.append(("set", name, value))
        super().__setattr__(name, value)
    def __delattr__(self, name):
        self.log.append(("del", name))
        super().__delattr__(name)
    def __dir__(self):
        return ["b", "a"]
x = Logged()
x.a = 1
del x.a
print(x.log, x.anything, x.secret, dir(x))  #> [('set', 'a', 1), ('del', 'a')] made anything made secret ['a', 'b']
print(hasattr(x, "nope"), getattr(x, "nope", "default"), hasattr(x, "yes"))  #> False default True
def attempt(action):
    try:
        print(action())
    except (AttributeError, TypeError) as error:
        print(type(error).__name__ + ":", error)
attempt(lambda: delattr(x, "missing"))  #> AttributeError: 'Logged' object has no attribute 'missing'
attempt(lambda: x.nope)  #> AttributeError: nope
attempt(lambda: getattr(1, 2))  #> TypeError: attribute name must be string, not 'int'
attempt(lambda: setattr(1, "real", 2))  #> AttributeError: attribute 'real' of 'int' objects is not writable
attempt(lambda: object().x)  #> AttributeError: 'object' object has no attribute 'x'
attempt(lambda: setattr(object(), "x", 1))
#> AttributeError: 'object' object has no attribute 'x' and no __dict__ for setting new attributes
attempt(lambda: setattr([], "append", 1))  #> AttributeError: 'list' object attribute 'append' is read-only
attempt(lambda: None.x)  #> AttributeError: 'NoneType' object has no attribute 'x'
attempt(lambda: len.x)  #> AttributeError: 'builtin_function_or_method' object has no attribute 'x'
attempt(lambda: setattr(len, "x", 1))
#> AttributeError: 'builtin_function_or_method' object has no attribute 'x' and no __dict__ for setting new attributes
attempt(lambda: (lambda: 0).x)  #> AttributeError: 'function' object has no attribute 'x'
class Frozen:
    def __setattr__(self, name, value):
        raise TypeError("frozen")
attempt(lambda: setattr(Frozen(), "x", 1))  #> TypeError: frozen
class Raises:
    @property
    def p(self):
        raise AttributeError("inner")
    def __getattr__(self, name):
        return "fallback " + name
print(Raises().p)  #> fallback p
class WrongDir:
    def __dir__(self):
        return 1
attempt(lambda: dir(WrongDir()))  #> TypeError: 'int' object is not iterable
