# re: findall, finditer, split, sub, subn, escape.
import re

print(re.findall("x(y)?", "xxy"), re.findall("(x)(y)?", "xxy"), re.findall("", "ab"), re.findall(r"\w+", "héllo wörld"))
#> ['', 'y'] [('x', ''), ('x', 'y')] ['', '', ''] ['héllo', 'wörld']
print([m.span() for m in re.finditer(r"\d+|[a-z]", "12ab3")])  #> [(0, 2), (2, 3), (3, 4), (4, 5)]
print(re.split(r"[,;]\s*", "a, b;c,d"), re.split("(x)", "axbxc"), re.split("x", "axbxc", maxsplit=1))
#> ['a', 'b', 'c', 'd'] ['a', 'x', 'b', 'x', 'c'] ['a', 'bxc']
print(re.split("x*", "axbc"), re.split("", "ab"))  #> ['', 'a', '', 'b', 'c', ''] ['', 'a', 'b', '']
print(re.sub("(a)", r"[\1]", "banana"), re.sub("a", "o", "banana", count=2), re.subn("a", "", "banana"))
#> b[a]n[a]n[a] bonona ('bnn', 3)
print(re.sub("x*", "-", "abxd"), re.sub("(?P<n>a)", r"\g<n>\g<1>\n\\", "a"))
#> -a-b--d- aa
#> \
print(re.sub(r"\w+", lambda m: m.group().capitalize(), "hello big world"))  #> Hello Big World
print(re.sub("(a)|b", r"<\1>", "ab"), re.sub(b"a", b"b", b"banana"), re.sub("a", lambda m: None, "banana"))
#> <a><> b'bbnbnb' bnn
print(re.compile(b"a").findall(bytearray(b"aba")), re.compile(b"a").split(memoryview(b"aba")))
#> [b'a', b'a'] [b'', b'b', b'']
print(re.escape("a.b*c[d]"), re.sub("", "-", "ab"))  #> a\.b\*c\[d\] -a-b-
text = "same"
print(re.sub("q", "", text) is text, re.split("q", text)[0] is text)  #> True True


def attempt(call):
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__ + ":", error)


attempt(lambda: re.sub("a", r"\2", "a"))  #> PatternError: invalid group reference 2 at position 1
attempt(lambda: re.sub("a", r"\q", "a"))  #> PatternError: bad escape \q at position 0
attempt(lambda: re.sub("a", lambda m: 1, "banana"))  #> TypeError: sequence item 1: expected str instance, int found
attempt(lambda: re.sub("a", r"\g<x>", "a"))  #> IndexError: unknown group name 'x'
