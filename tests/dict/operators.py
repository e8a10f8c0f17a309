# Union of dicts, in place and not; equality; what a copy shares.

def attempt(text):
    try:
        print(text, "->", repr(eval(text)))
    except Exception as error:
        print(text, "!!", f"{type(error).__name__}: {error}".strip())

a, b = {"x": 1, "y": 2}, {"y": 3, "z": 4}
print(a | b, b | a, a, {} | a == a, type(a | b).__name__)
#> {'x': 1, 'y': 3, 'z': 4} {'y': 2, 'z': 4, 'x': 1} {'x': 1, 'y': 2} True dict
alias = a
a |= b
print(a, alias is a)  #> {'x': 1, 'y': 3, 'z': 4} True
a |= [("w", 5)]
print(a, alias)  #> {'x': 1, 'y': 3, 'z': 4, 'w': 5} {'x': 1, 'y': 3, 'z': 4, 'w': 5}
for text in ["{} | []", "[] | {}", "{1: 2} | None", "{} & {}"]:
    attempt(text)
#> {} | [] !! TypeError: unsupported operand type(s) for |: 'dict' and 'list'
#> [] | {} !! TypeError: unsupported operand type(s) for |: 'list' and 'dict'
#> {1: 2} | None !! TypeError: unsupported operand type(s) for |: 'dict' and 'NoneType'
#> {} & {} !! TypeError: unsupported operand type(s) for &: 'dict' and 'dict'
try:
    a |= 1
except TypeError as error:
    print(error)
#> 'int' object is not iterable
print({1: 2} == {1: 2}, {1: 2} == {1: 3}, {1: 2} != {2: 1}, {1: 2, 3: 4} == {3: 4, 1: 2}, {1: 2} == [1], {1: 1.0} == {1.0: True})
#> True False True True False True
nan = float("nan")
print({1: nan} == {1: nan}, {nan: 1} == {nan: 1}, {1: nan} == {1: float("nan")})  #> True True False
inner = []
c = {"k": inner}
d = c.copy()
d["k"].append(1)
d["new"] = 2
print(c, d, c["k"] is d["k"], dict(c)["k"] is inner)  #> {'k': [1]} {'k': [1], 'new': 2} True True


class D(dict):
    def __or__(self, other):
        return "or"

    def __ror__(self, other):
        return "ror"


print(D() | {}, {} | D(), D() | D(), type(dict(D(a=1))).__name__)  #> or ror or dict


class Plain(dict):
    pass


p = Plain(a=1)
p |= {"b": 2}
print(type(p).__name__, type(p | {}).__name__, type({} | p).__name__, p.copy().__class__.__name__, repr(p))
#> Plain dict dict dict {'a': 1, 'b': 2}
