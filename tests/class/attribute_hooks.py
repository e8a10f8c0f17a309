# __getattribute__, __getattr__, __setattr__, __delattr__, __dir__.
class Loud:
    def __getattribute__(self, name):
        if not name.startswith("_"):
            print("get", name)
        return super().__getattribute__(name)

    def __getattr__(self, name):
        print("missing", name)
        raise AttributeError(f"really no {name}")

    def __setattr__(self, name, value):
        print("set", name, value)
        object.__setattr__(self, name, value)

    def __delattr__(self, name):
        print("delete", name)
        object.__delattr__(self, name)

    def __dir__(self):
        return ["b", "a"]


loud = Loud()
loud.x = 1  #> set x 1
print(loud.x)
#> get x
#> 1
del loud.x  #> delete x
try:
    loud.x
except AttributeError as error:
    print(error)
#> get x
#> missing x
#> really no x
print(dir(loud), hasattr(loud, "y"))
#> get y
#> missing y
#> ['a', 'b'] False
