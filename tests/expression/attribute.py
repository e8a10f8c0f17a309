# Attribute access through instance, class and fallbacks.
class Base:
    kind = "base"

    def method(self):
        return "method of " + self.kind


class Thing(Base):
    def __getattr__(self, name):
        return f"no {name}"


thing = Thing()
print(thing.kind, thing.method(), thing.anything)  #> base method of base no anything
thing.kind = "own"
print(thing.kind, Thing.kind, thing.method())  #> own base method of own
del thing.kind
print(thing.kind)  #> base
print(getattr(thing, "kind"), getattr(3, "nothing", "default"), hasattr(3, "real"))  #> base default True
setattr(thing, "odd name", 1)
print(vars(thing), getattr(thing, "odd name"))  #> {'odd name': 1} 1
bound = thing.method
print(bound(), bound.__self__ is thing, bound.__func__ is Base.method)  #> method of base True True
