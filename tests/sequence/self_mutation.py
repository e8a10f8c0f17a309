# Containers that change while they are walked, and while they are compared or searched.

def attempt(text):
    try:
        print(text, "->", repr(eval(text)))
    except Exception as error:
        print(text, "!!", f"{type(error).__name__}: {error}".strip())

xs = [1, 2, 3]
for x in xs:
    if len(xs) < 6:
        xs.append(x * 10)
print(xs)  #> [1, 2, 3, 10, 20, 30]
xs = [1, 2, 3, 4]
for x in xs:
    xs.remove(x)
print(xs)  #> [2, 4]
xs = list("abc")
it = iter(xs)
print(next(it), xs.clear(), list(it), xs.extend("xyz"), list(it))  #> a None [] None []
d = {1: 1, 2: 2}
try:
    for k in d:
        d[k + 10] = 0
except RuntimeError as error:
    print(error)
#> dictionary changed size during iteration
try:
    for k in d:
        del d[k]
except RuntimeError as error:
    print(error)
#> dictionary changed size during iteration
d = dict.fromkeys("ab", 0)
for k in d:
    d[k] += 1
print(d)  #> {'a': 1, 'b': 1}
s = {1, 2, 3}
try:
    for x in s:
        s.add(x + 10)
except RuntimeError as error:
    print(error)
#> Set changed size during iteration
d = {1: 1}
try:
    for k in d.items():
        del d[1]
        d[2] = 2
except RuntimeError as error:
    print(error)
#> dictionary keys changed during iteration


class Eq:
    def __init__(self, act):
        self.act = act

    def __eq__(self, other):
        self.act()
        return False

    def __hash__(self):
        return 1


ys = [Eq(lambda: ys.clear())] * 3 + [5]
print(5 in ys, ys.count(5), ys)  #> False 0 []
zs = [Eq(lambda: zs.append(1)) if i < 2 else i for i in range(4)]
print(zs.index(3), len(zs))  #> 3 6
m = {}
m[Eq(lambda: m.clear())] = 1
print(m.get(1), len(m))  #> None 0
acted = []
m[Eq(lambda: acted.append(1) or len(acted) < 2 and m.update({i: i for i in range(100)}))] = 1
print(1 in m, len(m))  #> True 101
