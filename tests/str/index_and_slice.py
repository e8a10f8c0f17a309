# Characters and slices of strings, with every kind of step.
s = "abcdefg"
print(s[0], s[-1], s[2:5], s[:3], s[3:], s[::2], s[::-1], s[5:1:-2], s[-3:-1], s[10:], s[2:2] == "")
#> a g cde abc defg aceg gfedcba fd ef  True
t = "aé中🐍z"
print(t[1], t[2], t[3], t[-2], t[1:4], t[::-1], t[::2], t[-1:-4:-1], len(t), [c for c in t])
#> é 中 🐍 🐍 é中🐍 z🐍中éa a中z z🐍中 5 ['a', 'é', '中', '🐍', 'z']
long = "é" * 200 + "x" + "🐍" * 200
print(long[200], long[199] + long[201], long[-200:][:2], long[100:300:50], len(long[::3]))  #> x é🐍 🐍🐍 ééx🐍 134


class Index:
    def __index__(self):
        return 1


print(s[Index()], s[Index():Index() .__index__() + 2], s[True], s[slice(1, 3)], s[slice(None)] is s)
#> b bc b bc True
for call in ("s[7]", "s[-8]", "s['a']", "s[1.5]", "s[None]", "s[::0]", "s['a':]", "s[1, 2]", "s[10**30]", "''[0]"):
    try:
        print(eval(call))
    except (TypeError, IndexError, ValueError) as error:
        print(type(error).__name__, error)
#> IndexError string index out of range
#> IndexError string index out of range
#> TypeError string indices must be integers, not 'str'
#> TypeError string indices must be integers, not 'float'
#> TypeError string indices must be integers, not 'NoneType'
#> ValueError slice step cannot be zero
#> TypeError slice indices must be integers or None or have an __index__ method
#> TypeError string indices must be integers, not 'tuple'
#> IndexError cannot fit 'int' into an index-sized integer
#> IndexError string index out of range
try:
    s[0] = "x"
except TypeError as error:
    print(error)
#> 'str' object does not support item assignment
try:
    del s[0]
except TypeError as error:
    print(error)
#> 'str' object doesn't support item deletion
