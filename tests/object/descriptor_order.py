# Which goes first: a data descriptor, the instance, another descriptor, __getattr__.
class Data:
    def __get__(self, obj, owner=None):
        return "data" if obj is not None else "data of the class"
    def __set__(self, obj, value):
        print("set", value)
    def __delete__(self, obj):
        print("delete")
class Plain:
    def __get__(self, obj, owner=None):
        return "plain"
class C:
    d = Data()
    p = Plain()
    def __getattr__(self, name):
        return "getattr " + name
c = C()
c.__dict__.update(d="instance", p="instance")
print(c.d, c.p, c.q, C.d, C.p)  #> data instance getattr q data of the class plain
c.d = 1  #> set 1
del c.d  #> delete
c.p = 5
print(c.p, vars(c))  #> 5 {'d': 'instance', 'p': 5}

class Only:
    def __get__(self, obj, owner=None):
        return 1
    def __set__(self, obj, value):
        pass
class OnlyDelete:
    def __delete__(self, obj):
        pass
class E:
    a = Only()
    b = OnlyDelete()
def attempt(action):
    try:
        action()
    except AttributeError as error:
        print(error)
attempt(lambda: delattr(E(), "a"))  #> __delete__
attempt(lambda: setattr(E(), "b", 1))  #> __set__

class Named:
    def __set_name__(self, owner, name):
        print("named", owner.__name__, name)
        self.name = name
class F:
    first = Named()
    second = Named()
#> named F first
#> named F second
class Fails:
    def __set_name__(self, owner, name):
        raise ValueError("no")
try:
    class G:
        a = Fails()
except ValueError as error:
    print(error, error.__notes__)  #> no ["Error calling __set_name__ on 'Fails' instance 'a' in 'G'"]
class Meta(type):
    def __getattr__(cls, name):
        return "meta " + name
    @property
    def kind(cls):
        return "kind of " + cls.__name__
class H(metaclass=Meta):
    kind = "own"
print(H.anything, H.kind, H().kind)  #> meta anything kind of H own
