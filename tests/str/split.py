# str.split and rsplit, by white space and by a separator.
print("a b  c\td\n".split(), " ".split(), "".split(), "one".split())  #> ['a', 'b', 'c', 'd'] [] [] ['one']
print("a b c d".split(None, 2), "a b c d".rsplit(None, 2), "  a  b  c  ".split(None, 1), "  a  b  ".rsplit(None, 1))
#> ['a', 'b', 'c d'] ['a b', 'c', 'd'] ['a', 'b  c  '] ['  a', 'b']
print("a,b,,c,".split(","), "".split(","), ",".split(","), "a,b,c".split(",", 1), "a,b,c".rsplit(",", 1))
#> ['a', 'b', '', 'c', ''] [''] ['', ''] ['a', 'b,c'] ['a,b', 'c']
print("a--b--c".split("--"), "a---b".split("--"), "a---b".rsplit("--"), "abc".split("abc"))
#> ['a', 'b', 'c'] ['a', '-b'] ['a-', 'b'] ['', '']
print("a b".split(" ", 0), "a b".split(None, 0), " a b ".split(None, 0), "a,b".rsplit(",", 0))
#> ['a b'] ['a b'] ['a b '] ['a,b']
print("a b c".split(maxsplit=1), "a-b-c".split(sep="-", maxsplit=-1), "x1x2x".rsplit("x", maxsplit=2))
#> ['a', 'b c'] ['a', 'b', 'c'] ['x1', '2', '']
print("a\u2003b\x1fc\u00a0d".split(), "é è".split("é"), "日本 語".split())
#> ['a', 'b', 'c', 'd'] ['', ' è'] ['日本', '語']
for call in ("'a'.split('')", "'a'.rsplit('')", "'a'.split(1)", "'a'.split(b',')", "'a'.split(',', 'x')", "'a'.split(x=1)"):
    try:
        print(eval(call))
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
#> ValueError empty separator
#> ValueError empty separator
#> TypeError must be str or None, not int
#> TypeError must be str or None, not bytes
#> TypeError 'str' object cannot be interpreted as an integer
#> TypeError split() got an unexpected keyword argument 'x'
words = "the quick brown fox".split()
print(words, len(words), words[::-1], " ".join(words) == "the quick brown fox")
#> ['the', 'quick', 'brown', 'fox'] 4 ['fox', 'brown', 'quick', 'the'] True
