# str.splitlines knows every kind of line end.
print("a\nb\r\nc\rd".splitlines(), "a\n".splitlines(), "\n".splitlines(), "".splitlines(), "a\n\nb".splitlines())
#> ['a', 'b', 'c', 'd'] ['a'] [''] [] ['a', '', 'b']
print("a\nb\r\nc\rd".splitlines(True), "\n\n".splitlines(keepends=True), "a\r\n".splitlines(keepends=1))
#> ['a\n', 'b\r\n', 'c\r', 'd'] ['\n', '\n'] ['a\r\n']
print("a\x0bb\x0cc\x1cd\x1de\x1ef\x85g\u2028h\u2029i".splitlines())  #> ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i']
print(ascii("a\x85b\u2028".splitlines(True)), "no end".splitlines(), "a\x1fb".splitlines())
#> ['a\x85', 'b\u2028'] ['no end'] ['a\x1fb']
print(len("x\n" * 1000), len(("x\n" * 1000).splitlines()))  #> 2000 1000
text = """first
second

last"""
for number, line in enumerate(text.splitlines(), 1):
    print(number, repr(line))
#> 1 'first'
#> 2 'second'
#> 3 ''
#> 4 'last'
print(text.split("\n") == text.splitlines(), "a\n".split("\n"), "a\n".splitlines())  #> True ['a', ''] ['a']
try:
    "a".splitlines(1, 2)
except TypeError as error:
    print(error)
#> splitlines() takes at most 1 argument (2 given)
