# Set algebra by operators, in place and mixed; comparison is inclusion.

def attempt(text):
    try:
        print(text, "->", repr(eval(text)))
    except Exception as error:
        print(text, "!!", f"{type(error).__name__}: {error}".strip())

a, b = {1, 2, 3}, {2, 3, 4}
print(a | b, a & b, a - b, a ^ b, b - a, a | frozenset([9]), frozenset([9]) | a, type(frozenset() | a).__name__)
#> {1, 2, 3, 4} {2, 3} {1} {1, 4} {4} {1, 2, 3, 9} frozenset({9, 2, 3, 1}) frozenset
print(a < b, {2} < a, {1, 2, 3} <= a, a >= {1}, a > a, a == frozenset(a), a != b, {1} == [1], set() < {1}, a == {1.0, 2, True + 2})
#> False True True True False True True False True True
alias = a
a |= {5}
a &= {1, 2, 5}
a -= {1}
a ^= {2, 7}
print(a, alias is a)  #> {5, 7} True
f = g = frozenset([1])
f |= {2}
print(f, g, f is g)  #> frozenset({1, 2}) frozenset({1}) False
a -= a
print(a)  #> set()
a ^= a
print(a)  #> set()
for text in ["{1} | [1]", "{1} & 'a'", "{1} - None", "[1] ^ {1}", "{1} < [1]", "{1} + {2}", "{1} <= 1", "frozenset() | {}", "-{1}"]:
    attempt(text)
#> {1} | [1] !! TypeError: unsupported operand type(s) for |: 'set' and 'list'
#> {1} & 'a' !! TypeError: unsupported operand type(s) for &: 'set' and 'str'
#> {1} - None !! TypeError: unsupported operand type(s) for -: 'set' and 'NoneType'
#> [1] ^ {1} !! TypeError: unsupported operand type(s) for ^: 'list' and 'set'
#> {1} < [1] !! TypeError: '<' not supported between instances of 'set' and 'list'
#> {1} + {2} !! TypeError: unsupported operand type(s) for +: 'set' and 'set'
#> {1} <= 1 !! TypeError: '<=' not supported between instances of 'set' and 'int'
#> frozenset() | {} !! TypeError: unsupported operand type(s) for |: 'frozenset' and 'dict'
#> -{1} !! TypeError: bad operand type for unary -: 'set'
try:
    a |= [1]
except TypeError as error:
    print(error)
#> unsupported operand type(s) for |=: 'set' and 'list'


class S(set):
    def __rsub__(self, other):
        return "rsub"


print(type(S([1]) | {2}).__name__, type(S([1]).copy()).__name__, {1} - S([1]), S([1]), repr(S()), S([1]) == {1}, type(S([1]) & {1}).__name__)
#> set set rsub S({1}) S() True set


class F(frozenset):
    def __new__(cls, *items):
        return super().__new__(cls, items)


x = F(1, 2)
x.name = "x"
print(x, x.name, type(x | {3}).__name__, frozenset(x) is x, hash(x) == hash(frozenset([1, 2])), type(x.copy()).__name__, x == {1, 2})
#> F({1, 2}) x frozenset False True frozenset True
