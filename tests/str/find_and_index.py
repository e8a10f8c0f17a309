# str.find, rfind, index, rindex: where a part is, and what stands for "nowhere".
s = "hello world, hello"
print(s.find("hello"), s.rfind("hello"), s.find("o"), s.rfind("o"))  #> 0 13 4 17
print(s.find("hello", 1), s.find("hello", 1, 10), s.rfind("hello", 0, 10))  #> 13 -1 0
print(s.find("", 3), s.find("", len(s)), s.find("", len(s) + 1), s.rfind(""))  #> 3 18 -1 18
print(s.find("l", -3), s.find("l", -3, -1), s.find("l", None, None), s.rfind("h", -100, 100))  #> 15 15 2 13
print(s.index("world"), s.rindex("l"))  #> 6 16
for call in ("s.index('xyz')", "s.rindex('xyz')", "s.index('hello', 14)", "s.find(3)", "s.find()", "s.find('a', 'b')"):
    try:
        print(eval(call))
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)
#> ValueError substring not found
#> ValueError substring not found
#> ValueError substring not found
#> TypeError find() argument 1 must be str, not int
#> TypeError find expected at least 1 argument, got 0
#> TypeError slice indices must be integers or None or have an __index__ method

# Places count characters, not bytes.
t = "naïve café 🐍 snake"
print(t.find("é"), t.find("🐍"), t.find("snake"), t.rfind("e"), t.index("é", 5))  #> 9 11 13 17 9
print(t[t.find("🐍")], t[t.index("snake"):])  #> 🐍 snake


class Place:
    def __index__(self):
        return 4


print(s.find("o", Place()), s.find("o", Place(), Place()))  #> 4 -1
print("ab" in s, "world" in s, "" in s, "é" in t)  #> False True True True
try:
    print(3 in s)
except TypeError as error:
    print(error)
#> 'in <string>' requires string as left operand, not int
