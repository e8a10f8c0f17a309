# str.format: fields by number, by name, by attribute and by index.
class Point:
    def __init__(self, x, y):
        self.x, self.y = x, y

    def __getitem__(self, key):
        return f"item {key!r}"


p = Point(1, [2, 3])
print("{} {}".format(1, 2), "{1} {0} {1}".format("a", "b"), "{a}{b}".format(a=1, b=2), "{0}{x}".format(5, x=6), "{{}}{{{}}}".format(7))
#> 1 2 b a b 12 56 {}{7}
print("{0.x} {0.y[1]} {p.y[0]} {0[key]} {0[3]} {0[-1]} {[a b]}".format(p, p=p) if False else "{0.x} {0.y[1]} {p.y[0]} {0[key]} {0[3]} {0[-1]}".format(p, p=p))
#> 1 3 2 item 'key' item 3 item '-1'
print("{[a b]} {.x}".format({"a b": 1}, p), "{0[}]}".format({"}": "brace"}), "{0[a.b]}".format({"a.b": 1}), "{a[0][1]}".format(a=["xy"]))
#> 1 1 brace 1 y
print("{!r} {!s} {!a} {!r:>6}|{!s:^5}|".format("q", "q", "é", "q", 1), "{:>{}}|{:{}{}}|{:.{p}f}".format(1, 4, 2, "<", 3, 3.14159, p=1))
#> 'q' q '\xe9'    'q'|  1  |    1|2  |3.1
print("{:%}".format(0.5), "{:>5}{:<5}|".format("a", "b"), "{0:{1}} {0:{2}}".format(255, "x", "#b"), "{:{w}.{p}}".format("abcdef", w=8, p=3) + "|")
#> 50.000000%     ab    | ff 0b11111111 abc     |
print("no fields".format(1, 2, x=3), "".format(), "{:}".format(5), "{0:}".format(6), "{!s}".format(None), "{0}{0}{0}".format("ab"))
#> no fields  5 6 None ababab
print("{a} {b}".format_map({"a": 1, "b": [2]}))  #> 1 [2]


class Default(dict):
    def __missing__(self, key):
        return f"<{key}>"


print("{x} and {y}".format_map(Default(x=1)))  #> 1 and <y>
