# What makes two keys one: hash and equality, asked of the objects themselves.

def attempt(text):
    try:
        print(text, "->", repr(eval(text)))
    except Exception as error:
        print(text, "!!", f"{type(error).__name__}: {error}".strip())

class Key:
    def __init__(self, name, number):
        self.name, self.number = name, number

    def __hash__(self):
        return self.number

    def __eq__(self, other):
        log.append((self.name, getattr(other, "name", other)))
        return isinstance(other, Key) and self.name == other.name


log = []
d = {Key("a", 1): "A", Key("b", 1): "B", Key("c", 2): "C"}
print(len(d), log)  #> 3 [('a', 'b')]
log.clear()
print(d[Key("b", 1)], d.get(Key("z", 1)), d.get(Key("c", 3)), log)
#> B None None [('a', 'b'), ('b', 'b'), ('a', 'z'), ('b', 'z')]
log.clear()
print(d.get(1), 2 in d, log)  #> None False [('a', 1), ('b', 1), ('c', 2)]


class Odd:
    def __eq__(self, other):
        return True


for text in ["hash(Odd())", "{Odd(): 1}", "{1: 2}[Odd()]", "hash(BadHash())", "{Raises(): 1}"]:
    class BadHash:
        def __hash__(self):
            return "x"

    class Raises:
        def __hash__(self):
            raise ValueError("no hash")

    attempt(text)
#> hash(Odd()) !! TypeError: unhashable type: 'Odd'
#> {Odd(): 1} !! TypeError: unhashable type: 'Odd'
#> {1: 2}[Odd()] !! TypeError: unhashable type: 'Odd'
#> hash(BadHash()) !! TypeError: __hash__ method should return an integer
#> {Raises(): 1} !! ValueError: no hash


class RaisesEq:
    def __hash__(self):
        return 7

    def __eq__(self, other):
        raise ValueError("no eq")


e = {RaisesEq(): 1}
for text in ["e[7]", "7 in e", "e.get(7)", "e.pop(7)", "e.setdefault(7)", "dict(e)", "e == {7: 1}"]:
    try:
        print(text, len(str(eval(text))) > 0)
    except ValueError as error:
        print(text, "!!", error)
#> e[7] !! no eq
#> 7 in e !! no eq
#> e.get(7) !! no eq
#> e.pop(7) !! no eq
#> e.setdefault(7) !! no eq
#> dict(e) True
#> e == {7: 1} !! no eq
key = RaisesEq()
print({key: 1}[key], key in {key}, [key].index(key))  #> 1 True 0


class Same(str):
    def __hash__(self):
        return 0

    def __eq__(self, other):
        return False


print({"a": 1}.get(Same("a")), len({Same("a"): 1, Same("a"): 2}), {Same("a"): 1}.get("a"))  #> None 2 None
print({1: "a", 1.0: "b", True: "c", 1 + 0j: "d"}, {"1": 1, 1: 2}, {(1, 2): 1}[(1.0, 2)], {None: 1}[None], {frozenset([1]): 2})
#> {1: 'd'} {'1': 1, 1: 2} 1 1 {frozenset({1}): 2}


class HugeHash:
    def __hash__(self):
        return 2**64 + 5


print(hash(HugeHash()), hash(-1), hash(-2))  #> 13 -2 -2
