# __del__ runs when the last reference goes, in an order one can follow.
import gc
class T:
    def __init__(self, name):
        self.name = name
    def __del__(self):
        print("del", self.name)
a = T("a")
b = a
del a
print("still there")  #> still there
b = None  #> del a
print("gone")  #> gone
def f():
    local = T("local")
    print("in f")
f()
#> in f
#> del local
print("after f")  #> after f
xs = [T("one"), T("two")]
xs.pop()  #> del two
xs.clear()  #> del one
d = {"k": T("value")}
d["k"] = 1  #> del value
T("temporary")  #> del temporary
print("after temporary")  #> after temporary
x = T("old")
x = T("new")  #> del old
t = (T("in tuple"),)
del t  #> del in tuple
class Phoenix:
    alive = []
    def __del__(self):
        print("rises")
        Phoenix.alive.append(self)
p = Phoenix()
del p  #> rises
print(len(Phoenix.alive))  #> 1
Phoenix.alive.clear()
print("cleared without a second finaliser")  #> cleared without a second finaliser
c = T("cycle")
c.me = c
del c
print("not yet")  #> not yet
print(gc.collect() > 0)
#> del cycle
#> True
try:
    y = T("at exception")
    raise ValueError
except ValueError:
    del y  #> del at exception
g = (z for z in [T("held by generator")])
del g  #> del held by generator
del x  #> del new
print("end")  #> end
