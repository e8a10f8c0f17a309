# str() of objects, and of bytes with an encoding.
print(str(), str(5), str(None), str([1, "a"]), str("s"), str(b"ab"), str(object=3), str(1.0), str(True))
#>  5 None [1, 'a'] s b'ab' 3 1.0 True
print(str(b"caf\xc3\xa9", "utf-8"), str(b"caf\xe9", "latin-1"), str(b"a", encoding="ascii"), str(b"a\xff", errors="replace"), str(bytearray(b"x"), "ascii"))
#> café café a a� x


class Both:
    def __str__(self):
        return "str"

    def __repr__(self):
        return "repr"


class OnlyRepr:
    def __repr__(self):
        return "repr only"


class Wrong:
    def __str__(self):
        return 1


print(str(Both()), repr(Both()), str(OnlyRepr()), f"{Both()} {Both()!r}", [Both()])
#> str repr repr only str repr [repr]
for call in ("str(Wrong())", "str('a', 'ascii')", "str(1, 'ascii')", "str(b'\\xff', 'ascii')", "str(b'\\xff', 'utf-8')", "str(b'a', 'nope')", "str(b'a', 5)", "str(x=1)"):
    try:
        print(eval(call))
    except (TypeError, ValueError, LookupError) as error:
        print(type(error).__name__, error)
#> TypeError __str__ returned non-string (type int)
#> TypeError decoding str is not supported
#> TypeError decoding to str: need a bytes-like object, int found
#> UnicodeDecodeError 'ascii' codec can't decode byte 0xff in position 0: ordinal not in range(128)
#> UnicodeDecodeError 'utf-8' codec can't decode byte 0xff in position 0: invalid start byte
#> LookupError unknown encoding: nope
#> TypeError str() argument 'encoding' must be str, not int
#> TypeError str() got an unexpected keyword argument 'x'
