# __eq__, __hash__, __bool__ and __len__ hang together.
class E:
    def __init__(self, n):
        self.n = n
    def __eq__(self, other):
        return self.n == other.n if isinstance(other, E) else NotImplemented
def attempt(action):
    try:
        print(action())
    except (TypeError, ValueError) as error:
        print(type(error).__name__ + ":", error)
print(E(1) == E(1), E(1) != E(1), E(1) == 1, E.__hash__)  #> True False False None
attempt(lambda: {E(1): 2})  #> TypeError: unhashable type: 'E'
class F(E):
    __hash__ = E.__hash__
attempt(lambda: hash(F(1)))  #> TypeError: unhashable type: 'F'
class G(E):
    def __hash__(self):
        return hash(self.n)
print({G(1): "a"}[G(1)], len({G(1), G(1), G(2)}))  #> a 2
class H:
    def __hash__(self):
        return "no"
attempt(lambda: hash(H()))  #> TypeError: __hash__ method should return an integer
class B:
    def __init__(self, value):
        self.value = value
    def __bool__(self):
        return self.value
attempt(lambda: bool(B(True)))  #> True
attempt(lambda: bool(B(1)))  #> TypeError: __bool__ should return bool, returned int
class L:
    def __init__(self, value):
        self.value = value
    def __len__(self):
        return self.value
attempt(lambda: (bool(L(0)), bool(L(3)), len(L(2))))  #> (False, True, 2)
attempt(lambda: len(L(-1)))  #> ValueError: __len__() should return >= 0
attempt(lambda: len(L("x")))  #> TypeError: 'str' object cannot be interpreted as an integer
attempt(lambda: bool(L(-1)))  #> ValueError: __len__() should return >= 0
attempt(lambda: not NotImplemented if False else None)  #> None
class Less:
    def __lt__(self, other):
        return "less"
print(Less() < 1, 1 > Less())  #> less less
attempt(lambda: Less() <= 1)  #> TypeError: '<=' not supported between instances of 'Less' and 'int'
attempt(lambda: object() < object())  #> TypeError: '<' not supported between instances of 'object' and 'object'
print(object().__eq__(1), object().__lt__(1), (1).__eq__("a"))  #> NotImplemented NotImplemented NotImplemented
big = 2 ** 70
class K:
    def __hash__(self):
        return big
print(hash(K()) == hash(big))  #> True
