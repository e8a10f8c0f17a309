# Arithmetic dunders, their reflections, and NotImplemented.
class V:
    def __init__(self, n):
        self.n = n

    def __repr__(self):
        return f"V({self.n})"

    def __add__(self, other):
        return V(self.n + other.n) if isinstance(other, V) else NotImplemented

    def __radd__(self, other):
        return f"radd {other}"

    def __sub__(self, other):
        return f"sub {other}"

    def __neg__(self):
        return V(-self.n)

    def __abs__(self):
        return abs(self.n)

    def __invert__(self):
        return "invert"

    def __eq__(self, other):
        return isinstance(other, V) and self.n == other.n

    def __lt__(self, other):
        return self.n < other.n

    def __hash__(self):
        return hash(self.n)

    def __contains__(self, item):
        return item == self.n

    def __call__(self, *args):
        return args

    def __int__(self):
        return self.n

    def __divmod__(self, other):
        return "divmod"

    def __rpow__(self, other):
        return "rpow"


print(V(1) + V(2), 5 + V(1), V(1) - 3, -V(2), abs(V(-3)), ~V(0))  #> V(3) radd 5 sub 3 V(-2) 3 invert
print(V(1) == V(1), V(1) != V(2), V(1) < V(2), V(1) > V(0), {V(1): 2}[V(1)])  #> True True True True 2
print(3 in V(3), V(0)(1, 2), int(V(7)), divmod(V(1), 2), 2 ** V(3), sorted([V(2), V(1)]))
#> True (1, 2) 7 divmod rpow [V(1), V(2)]
try:
    V(1) + 5
except TypeError as error:
    print(error)
#> unsupported operand type(s) for +: 'V' and 'int'
try:
    V(1) <= V(2)
except TypeError as error:
    print(error)
#> '<=' not supported between instances of 'V' and 'V'


class Sub(V):
    def __radd__(self, other):
        return "sub first"


print(V(1) + Sub(2), sum([V(1), V(2)], V(0)))  #> sub first V(3)
