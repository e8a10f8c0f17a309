# Methods of dict, with their errors.

def attempt(text):
    try:
        print(text, "->", repr(eval(text)))
    except Exception as error:
        print(text, "!!", f"{type(error).__name__}: {error}".strip())

d = {"a": 1, "b": 2}
print(d.get("a"), d.get("x"), d.get("x", 0), d.setdefault("a", 9), d.setdefault("c", 3), d.setdefault("n"), d)
#> 1 None 0 1 3 None {'a': 1, 'b': 2, 'c': 3, 'n': None}
print(d.pop("n"), d.pop("b"), d.pop("zz", "default"), d.popitem(), d, len(d), "a" in d, "b" in d)
#> None 2 default ('c', 3) {'a': 1} 1 True False
d.update({"x": 1}, y=2)
d.update([("z", 3), ["w", 4]])
d.update(v=5)
d.update()
print(d, d.copy() == d, d.copy() is d, list(d), list(d.values()), list(d.items()))
#> {'a': 1, 'x': 1, 'y': 2, 'z': 3, 'w': 4, 'v': 5} True False ['a', 'x', 'y', 'z', 'w', 'v'] [1, 1, 2, 3, 4, 5] [('a', 1), ('x', 1), ('y', 2), ('z', 3), ('w', 4), ('v', 5)]
d.clear()
print(d, dict.fromkeys("ab"), dict.fromkeys([1, 2], []), {}.fromkeys((1,), 0))
#> {} {'a': None, 'b': None} {1: [], 2: []} {1: 0}
print(dict(), dict(a=1), dict({1: 2}, b=3), dict([(1, 2), "ab"]), dict(zip("xy", [1, 2])), dict({1: 2}.items()))
#> {} {'a': 1} {1: 2, 'b': 3} {1: 2, 'a': 'b'} {'x': 1, 'y': 2} {1: 2}
for text in [
    "{}['a']", "{}.pop('a')", "{}.popitem()", "{}[[]]", "{[]: 1}", "{}.get([])", "dict(1)", "dict([1])", "dict([(1, 2, 3)])",
    "dict(1, 2)", "dict([(1, 2), 'abc'])", "{}.update(1)", "{}.update([1])", "{}.update(1, 2)", "{}.get()", "{}.get(1, 2, 3)",
    "{}.pop()", "{}.keys(1)", "dict.fromkeys()", "dict.fromkeys(1)", "{1: 2}.__delitem__(3)", "{}.setdefault()", "{} < {}", "hash({})",
    "{} + {}", "{}.clear(1)", "{}.foo",
]:
    attempt(text)
#> {}['a'] !! KeyError: 'a'
#> {}.pop('a') !! KeyError: 'a'
#> {}.popitem() !! KeyError: 'popitem(): dictionary is empty'
#> {}[[]] !! TypeError: unhashable type: 'list'
#> {[]: 1} !! TypeError: unhashable type: 'list'
#> {}.get([]) !! TypeError: unhashable type: 'list'
#> dict(1) !! TypeError: 'int' object is not iterable
#> dict([1]) !! TypeError: cannot convert dictionary update sequence element #0 to a sequence
#> dict([(1, 2, 3)]) !! ValueError: dictionary update sequence element #0 has length 3; 2 is required
#> dict(1, 2) !! TypeError: dict expected at most 1 argument, got 2
#> dict([(1, 2), 'abc']) !! ValueError: dictionary update sequence element #1 has length 3; 2 is required
#> {}.update(1) !! TypeError: 'int' object is not iterable
#> {}.update([1]) !! TypeError: cannot convert dictionary update sequence element #0 to a sequence
#> {}.update(1, 2) !! TypeError: update expected at most 1 argument, got 2
#> {}.get() !! TypeError: get expected at least 1 argument, got 0
#> {}.get(1, 2, 3) !! TypeError: get expected at most 2 arguments, got 3
#> {}.pop() !! TypeError: pop expected at least 1 argument, got 0
#> {}.keys(1) !! TypeError: dict.keys() takes no arguments (1 given)
#> dict.fromkeys() !! TypeError: fromkeys expected at least 1 argument, got 0
#> dict.fromkeys(1) !! TypeError: 'int' object is not iterable
#> {1: 2}.__delitem__(3) !! KeyError: 3
#> {}.setdefault() !! TypeError: setdefault expected at least 1 argument, got 0
#> {} < {} !! TypeError: '<' not supported between instances of 'dict' and 'dict'
#> hash({}) !! TypeError: unhashable type: 'dict'
#> {} + {} !! TypeError: unsupported operand type(s) for +: 'dict' and 'dict'
#> {}.clear(1) !! TypeError: dict.clear() takes no arguments (1 given)
#> {}.foo !! AttributeError: 'dict' object has no attribute 'foo'
try:
    del {}["missing"]
except KeyError as error:
    print(repr(error), error.args)
#> KeyError('missing') ('missing',)


class Mapping:
    def keys(self):
        return ["p", "q"]

    def __getitem__(self, key):
        return key * 2


print(dict(Mapping()), {**Mapping()}, dict(Mapping(), r=1))
#> {'p': 'pp', 'q': 'qq'} {'p': 'pp', 'q': 'qq'} {'p': 'pp', 'q': 'qq', 'r': 1}
