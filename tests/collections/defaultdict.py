# defaultdict: values made when first missed.
from collections import defaultdict

groups = defaultdict(list)
for word in ["apple", "avocado", "bean"]:
    groups[word[0]].append(word)
print(groups, groups["z"], len(groups))
#> defaultdict(<class 'list'>, {'a': ['apple', 'avocado'], 'b': ['bean'], 'z': []}) [] 3
print(groups.get("y"), "y" in groups, dict(groups) == groups)  #> None False True

counts = defaultdict(int)
for letter in "hello":
    counts[letter] += 1
print(counts, sorted(counts.items()))
#> defaultdict(<class 'int'>, {'h': 1, 'e': 1, 'l': 2, 'o': 1}) [('e', 1), ('h', 1), ('l', 2), ('o', 1)]

shared = []
same = defaultdict(lambda: shared)
same["a"].append(1)
print(same["b"], same["a"] is same["b"])  #> [1] True

tree = lambda: defaultdict(tree)
root = tree()
root["x"]["y"]["z"] = 1
print(list(root), list(root["x"]["y"].items()))  #> ['x'] [('z', 1)]

print(defaultdict(None, {"a": 1}, b=2), counts.default_factory)  #> defaultdict(None, {'a': 1, 'b': 2}) <class 'int'>
copied = groups.copy()
copied["a"].append("shared still")
print(groups["a"], type(copied).__name__, copied.default_factory is list)
#> ['apple', 'avocado', 'shared still'] defaultdict True
print(groups | {"q": []}, {"q": []} | defaultdict(int))
#> defaultdict(<class 'list'>, {'a': ['apple', 'avocado', 'shared still'], 'b': ['bean'], 'z': [], 'q': []}) defaultdict(<class 'int'>, {'q': []})
groups.default_factory = None
for call in (lambda: groups["nope"], lambda: defaultdict()["k"], lambda: defaultdict(5), lambda: defaultdict(int, 5)):
    try:
        call()
    except Exception as error:
        print(type(error).__name__ + ":", error)
#> KeyError: 'nope'
#> KeyError: 'k'
#> TypeError: first argument must be callable or None
#> TypeError: 'int' object is not iterable


class Squares(defaultdict):
    def __missing__(self, key):
        self[key] = key * key
        return self[key]


squares = Squares()
print(squares[4], squares)  #> 16 Squares(None, {4: 16})
loop = defaultdict()
loop["self"] = loop
print(loop)  #> defaultdict(None, {'self': defaultdict(None, {...})})
