# Subclasses of the built-in types carry attributes and keep the type's own behaviour.
class I(int):
    def __add__(self, other):
        return I(int(self) + other)
class S(str):
    pass
class L(list):
    def __init__(self, *args):
        super().__init__(*args)
        self.note = "made"
class D(dict):
    def __missing__(self, key):
        return "missing " + str(key)
class T(tuple):
    def __new__(cls, *items):
        return super().__new__(cls, items)
class F(float):
    pass
class X(set):
    pass
class B(bytes):
    pass
class Err(ValueError):
    pass
i = I(3)
i.tag = 1
print(i + 4, type(i + 4).__name__, type(i - 1).__name__, i.tag, i == 3, repr(i), hash(i) == hash(3))
#> 7 I int 1 True 3 True
s = S("abc")
s.tag = 2
print(s.upper(), type(s.upper()).__name__, s.tag, s == "abc", {"abc": 1}[s])  #> ABC str 2 True 1
l = L([1, 2])
print(l, l.note, type(l + [3]).__name__, type(l[:1]).__name__, len(l))  #> [1, 2] made list list 2
d = D(a=1)
print(d["a"], d["b"], d.get("b"), d, isinstance(d, dict))  #> 1 missing b None {'a': 1} True
t = T(1, 2)
print(t, type(t).__name__, t == (1, 2), type(t + (3,)).__name__, t[0])  #> (1, 2) T True tuple 1
print(F(1.5) + 1, type(F(2) * 2).__name__, F(0.5).as_integer_ratio())  #> 2.5 float (1, 2)
print(X([1]) | {2}, type(X([1]) | {2}).__name__, B(b"ab")[0])  #> {1, 2} set 97
print(repr(Err("x")), Err("x").args, [str(Err())])  #> Err('x') ('x',) ['']
print(i.__dict__, s.__dict__, l.__dict__, bool(L()), bool(I(0)))
#> {'tag': 1} {'tag': 2} {'note': 'made'} False False
class M(type(d)):
    pass
print(M.__mro__[1].__name__, M(z=1))  #> D {'z': 1}
def attempt(action):
    try:
        print(action())
    except TypeError as error:
        print(error)
attempt(lambda: int.__new__(str))  #> int.__new__(str): str is not a subtype of int
attempt(lambda: int.__new__(1))  #> int.__new__(X): X is not a type object (int)
attempt(lambda: int.__new__())  #> int.__new__(): not enough arguments
attempt(lambda: object.__new__(int))  #> object.__new__(int) is not safe, use int.__new__()
attempt(lambda: list.append(1, 2))  #> descriptor 'append' for 'list' objects doesn't apply to a 'int' object
attempt(lambda: str.upper(1))  #> descriptor 'upper' for 'str' objects doesn't apply to a 'int' object
