# Insertion order: updates keep it, deletion and re-insertion move to the end.

def attempt(text):
    try:
        print(text, "->", repr(eval(text)))
    except Exception as error:
        print(text, "!!", f"{type(error).__name__}: {error}".strip())

d = {}
for word in "one two three four".split():
    d[word] = len(word)
d["one"] = 0
print(d)  #> {'one': 0, 'two': 3, 'three': 5, 'four': 4}
del d["two"]
d["two"] = 3
print(d, list(reversed(d)), list(reversed(d.items())), list(reversed(d.values())))
#> {'one': 0, 'three': 5, 'four': 4, 'two': 3} ['two', 'four', 'three', 'one'] [('two', 3), ('four', 4), ('three', 5), ('one', 0)] [3, 4, 5, 0]
print(d.popitem(), d.popitem(), d, next(iter(d)), next(reversed(d)))
#> ('two', 3) ('four', 4) {'one': 0, 'three': 5} one three
big = {i: i for i in range(1000)}
for i in range(0, 1000, 2):
    del big[i]
big[0] = "again"
print(len(big), list(big)[:3], list(big)[-2:], big[999], 500 in big, 501 in big)
#> 501 [1, 3, 5] [999, 0] 999 False True
for i in range(5000):
    big[i] = i
    del big[i]
    big.setdefault(("k", i % 3), i)
print(len(big), list(big)[-3:])  #> 3 [('k', 0), ('k', 1), ('k', 2)]
queue = dict.fromkeys(range(100))
taken = []
while queue:
    first = next(iter(queue))
    del queue[first]
    taken.append(first)
print(taken == list(range(100)), queue)  #> True {}
stack = {}
for round_ in range(50):
    for i in range(20):
        stack[round_, i] = i
    for i in range(20):
        stack.popitem()
    stack.get((round_, 3))
print(len(stack), stack)  #> 0 {}
print({1: "int", True: "bool", 1.0: "float"}, {0: "a", False: "b"}, {"a": 1, "a": 2})
#> {1: 'float'} {0: 'b'} {'a': 2}
