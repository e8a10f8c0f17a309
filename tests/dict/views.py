# Views of a dict: live, with set algebra for keys and items.

def attempt(text):
    try:
        print(text, "->", repr(eval(text)))
    except Exception as error:
        print(text, "!!", f"{type(error).__name__}: {error}".strip())

d = {"a": 1, "b": 2}
keys, values, items = d.keys(), d.values(), d.items()
d["c"] = 3
print(keys, values, items, len(keys), "c" in keys, 3 in values, ("c", 3) in items, ("c", 4) in items, "c" in items)
#> dict_keys(['a', 'b', 'c']) dict_values([1, 2, 3]) dict_items([('a', 1), ('b', 2), ('c', 3)]) 3 True True True False False
print(sorted(keys & {"a", "z"}), sorted(keys | ["z"]), sorted(keys - ["a"]), sorted(keys ^ {"a", "z"}), sorted(["z"] | keys))
#> ['a'] ['a', 'b', 'c', 'z'] ['b', 'c'] ['b', 'c', 'z'] ['a', 'b', 'c', 'z']
print(sorted(items & [("a", 1), ("b", 9)]), sorted(items - {("a", 1)}), {("a", 1)} <= items, sorted(["a", "q"] - keys))
#> [('a', 1)] [('b', 2), ('c', 3)] True ['q']
print(keys == {"a", "b", "c"}, keys == ["a", "b", "c"], keys < {"a", "b", "c", "d"}, keys >= {"a"}, items == d.items(), values == values)
#> True False True True True True
print(values == d.values(), keys.isdisjoint("xyz"), keys.isdisjoint("abc"), items.isdisjoint([]), keys != d.keys())
#> False True False True False
print(keys.mapping, type(keys.mapping).__name__, keys.mapping["a"], list(reversed(keys)), list(reversed(items)))
#> {'a': 1, 'b': 2, 'c': 3} mappingproxy 1 ['c', 'b', 'a'] [('c', 3), ('b', 2), ('a', 1)]
for text in ["keys[0]", "keys + keys", "keys | 1", "values & values", "hash(keys)", "keys < [1]", "keys.mapping['x']", "keys & 1", "items[0]"]:
    attempt(text)
#> keys[0] !! TypeError: 'dict_keys' object is not subscriptable
#> keys + keys !! TypeError: unsupported operand type(s) for +: 'dict_keys' and 'dict_keys'
#> keys | 1 !! TypeError: 'int' object is not iterable
#> values & values !! TypeError: unsupported operand type(s) for &: 'dict_values' and 'dict_values'
#> hash(keys) !! TypeError: unhashable type: 'dict_keys'
#> keys < [1] !! TypeError: '<' not supported between instances of 'dict_keys' and 'list'
#> keys.mapping['x'] !! KeyError: 'x'
#> keys & 1 !! TypeError: 'int' object is not iterable
#> items[0] !! TypeError: 'dict_items' object is not subscriptable
print(isinstance(hash(values), int), type(keys & keys).__name__, {1: [1]}.items() ^ {1: [1]}.items() == set())
#> True set True
it = iter(keys)
print(next(it), it.__length_hint__(), list(it), list(it), type(it).__name__, type(iter(values)).__name__, type(iter(items)).__name__)
#> a 2 ['b', 'c'] [] dict_keyiterator dict_valueiterator dict_itemiterator
try:
    keys.mapping["a"] = 1
except TypeError as error:
    print(error)
#> 'mappingproxy' object does not support item assignment
print([k for k, v in d.items() if v > 1], sum(d.values()), max(d, key=d.get), dict(map(reversed, d.items())))
#> ['b', 'c'] 6 c {1: 'a', 2: 'b', 3: 'c'}
