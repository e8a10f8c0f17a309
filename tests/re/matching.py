# re: match objects and what they tell.
import copy
import re

p = re.compile(r"(?P<first>x)(y)?", re.I)
m = p.match("XYz")
print(p, m, bool(m), p.groups, p.groupindex, p.flags, p.pattern)
#> re.compile('(?P<first>x)(y)?', re.IGNORECASE) <re.Match object; span=(0, 2), match='XY'> True 2 {'first': 1} 34 (?P<first>x)(y)?
print(m.group(), m.group(1, 2), m["first"], m[2], m.groups(), m.groupdict())
#> XY ('X', 'Y') X Y ('X', 'Y') {'first': 'X'}
print(m.span(), m.span("first"), m.start(2), m.end(2), m.regs)  #> (0, 2) (0, 1) 1 2 ((0, 2), (0, 1), (1, 2))
print(m.lastindex, m.lastgroup, m.pos, m.endpos, m.re is p, m.string)  #> 2 None 0 3 True XYz
print(m.expand(r"<\1-\g<first>-\2>"))  #> <X-X-Y>
n = p.match("x")
print(n.groups(), n.groups("none"), n.span(2), n.group(2), n.lastindex, n.lastgroup)
#> ('x', None) ('x', 'none') (-1, -1) None 1 first
print(p.match("aax", 2), p.match("x", endpos=0), p.search("abx", pos=-5), p.fullmatch("xyz"), p.fullmatch("xy"))
#> <re.Match object; span=(2, 3), match='x'> None <re.Match object; span=(2, 3), match='x'> None <re.Match object; span=(0, 2), match='xy'>
print(copy.copy(m) is m, copy.deepcopy(p) is p, p == re.compile(r"(?P<first>x)(y)?", re.I), p == re.compile("x"))
#> True True True False
print(re.compile("a", re.M | re.S | re.X | re.A), re.compile(b"a\n"), re.match("a*", "a" * 100))
#> re.compile('a', re.MULTILINE|re.DOTALL|re.VERBOSE|re.ASCII) re.compile(b'a\n') <re.Match object; span=(0, 100), match='aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa>
s = p.scanner("xxy")
print(s.match(), s.search(), s.search(), s.pattern is p)
#> <re.Match object; span=(0, 1), match='x'> <re.Match object; span=(1, 3), match='xy'> None True


def attempt(call):
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__ + ":", error)


attempt(lambda: p.match(1))  #> TypeError: expected string or bytes-like object, got 'int'
attempt(lambda: p.match(b"a"))  #> TypeError: cannot use a string pattern on a bytes-like object
attempt(lambda: re.compile(b"a").match("a"))  #> TypeError: cannot use a bytes pattern on a string-like object
attempt(lambda: m.group(5))  #> IndexError: no such group
attempt(lambda: m.group("nothing"))  #> IndexError: no such group
attempt(lambda: m[3])  #> IndexError: no such group
attempt(lambda: p.match())  #> TypeError: match() missing required argument 'string' (pos 1)
attempt(lambda: p.nothing)  #> AttributeError: 're.Pattern' object has no attribute 'nothing'
attempt(lambda: setattr(m, "x", 1))
#> AttributeError: 're.Match' object has no attribute 'x' and no __dict__ for setting new attributes
attempt(lambda: re.Pattern())  #> TypeError: cannot create 're.Pattern' instances
attempt(lambda: p < p)  #> TypeError: '<' not supported between instances of 're.Pattern' and 're.Pattern'
