# Methods that say so when they run: no question may run them.
class Angry:
    def __init__(self):
        self.items = [1]
        self.name = "x"
    def __eq__(self, other): print("RAN eq"); raise RuntimeError
    def __hash__(self): print("RAN hash"); return 7
    def __getattr__(self, name): print("RAN getattr", name); raise RuntimeError(name)
    def __repr__(self): print("RAN repr"); raise RuntimeError
    def __bool__(self): print("RAN bool"); raise RuntimeError
    def __len__(self): print("RAN len"); raise RuntimeError
    def __iter__(self): print("RAN iter"); raise RuntimeError
    def __getitem__(self, k): print("RAN getitem"); raise RuntimeError
    def __del__(self): pass
    @property
    def prop(self): print("RAN prop"); return 1
a = Angry()
b = a
d = {a: [1], "k": a}
l = [a, a.items]
a.items.append(2)
d["k"].name = "y"
def take(x):
    x.items.append(3)
take(a)
c = l[:]
print("-- end of program")
