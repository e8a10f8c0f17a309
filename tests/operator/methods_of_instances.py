# Operators and truth tests of instances: which method is asked, and what becomes of its answer.
class Money:
    def __init__(self, cents):
        self.cents = cents

    def __repr__(self):
        return f"Money({self.cents})"

    def __add__(self, other):
        if isinstance(other, Money):
            return Money(self.cents + other.cents)
        if isinstance(other, int):
            return Money(self.cents + other)
        return NotImplemented

    def __radd__(self, other):
        return f"{other!r} and {self!r}"

    def __isub__(self, other):
        if other == 0:
            return NotImplemented
        self.cents -= other
        return self

    def __sub__(self, other):
        return "subtracted"

    def __eq__(self, other):
        if isinstance(other, Money):
            return self.cents == other.cents
        return NotImplemented

    def __lt__(self, other):
        return NotImplemented if isinstance(other, str) else ["truthy"]

    def __bool__(self):
        return self.cents != 0

    def __contains__(self, item):
        return item * "x"

    def __getitem__(self, key):
        return key if key != 9 else NotImplemented

    def __setitem__(self, key, value):
        print("set", key, value)
        return "nobody wants this"


class Dollars(Money):
    def __radd__(self, other):
        return "the subclass first"


class Other:
    def __radd__(self, other):
        return "the other one"

    def __gt__(self, other):
        return "greater"

    def __rsub__(self, other):
        return "the other one subtracts"


a, b, nothing = Money(1), Money(2), Money(0)
print(a + b, a + 5, 5 + a, a + Dollars(1), a + Other())
total = a
total -= 1
print(total is a, total)
total -= 0
print(total)
print(a == b, a == Money(0), a != b, a == 1, 1 == a, a == "x")
print(a < b, a < Other())
if a < b:
    print("a list is true")
while not nothing:
    print("nothing is false")
    break
print(not a, not b, bool(b), 2 in a, 0 in a, 0 not in a)
print(a[1], a["k"], a[9], a[1:2])
a[3] = 4
a["k"] = "v"
print([x for x in (nothing, b) if x], b and "both", nothing or "either")


def generated():
    yield a + b
    if b == Money(2):
        yield "equal"
    yield 3 in b


print(list(generated()))
for wrong in (lambda: a + "x", lambda: a < "x", lambda: b - a, lambda: a @ b, lambda: a > b):
    try:
        print(wrong())
    except TypeError as error:
        print(error)


class Broken:
    def __bool__(self):
        return 1

    def __eq__(self, other):
        raise ValueError("no comparison")

    def __iadd__(self, other):
        return NotImplemented


for wrong in ("not Broken()", "1 if Broken() else 2", "Broken() == 1", "[Broken()].index(3)"):
    try:
        print(eval(wrong))
    except Exception as error:
        print(type(error).__name__, error)
try:
    broken = Broken()
    broken += 1
except TypeError as error:
    print(error)


class Deep:
    def __add__(self, other):
        return self + other


try:
    Deep() + Deep()
except RecursionError as error:
    print("too deep")


def count(limit):
    steps = 0
    number = Money(limit)
    while number:
        number = Money(number.cents - 1)
        steps += 1
    return steps


print(count(1000))
#> Money(3) Money(6) 5 and Money(1) the subclass first the other one
#> True Money(0)
#> subtracted
#> False True True False False False
#> ['truthy'] ['truthy']
#> a list is true
#> nothing is false
#> True False True True False True
#> 1 k NotImplemented slice(1, 2, None)
#> set 3 4
#> set k v
#> [Money(2)] both either
#> [Money(2), 'equal', True]
#> unsupported operand type(s) for +: 'Money' and 'str'
#> '<' not supported between instances of 'Money' and 'str'
#> subtracted
#> unsupported operand type(s) for @: 'Money' and 'Money'
#> ['truthy']
#> TypeError __bool__ should return bool, returned int
#> TypeError __bool__ should return bool, returned int
#> ValueError no comparison
#> ValueError no comparison
#> unsupported operand type(s) for +=: 'Broken' and 'int'
#> too deep
#> 1000
