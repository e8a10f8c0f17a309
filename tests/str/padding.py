# center, ljust, rjust, zfill, expandtabs.
print([s.center(6) for s in ("", "a", "ab", "abc", "abcdefg")], ["ab".center(5, "*"), "abc".center(6, "*"), "a".center(4, "-")])
#> ['      ', '  a   ', '  ab  ', ' abc  ', 'abcdefg'] ['**ab*', '*abc**', '-a--']
print(["ab".ljust(5) + "|", "ab".rjust(5), "ab".ljust(1), "ab".rjust(5, "."), "é".ljust(3, "ß"), "ab".center(-1)])
#> ['ab   |', '   ab', 'ab', '...ab', 'éßß', 'ab']
print("42".zfill(5), "-42".zfill(5), "+42".zfill(5), "".zfill(3), "-".zfill(3), "abc".zfill(2), "--1".zfill(5))
#> 00042 -0042 +0042 000 -00 abc -00-1
print(repr("a\tb\tc".expandtabs()), repr("ab\tc".expandtabs(4)), repr("\t".expandtabs(3)), repr("a\tb".expandtabs(0)))
#> 'a       b       c' 'ab  c' '   ' 'ab'
print(repr("ab\n\tc\r\td".expandtabs(4)), repr("a\tb".expandtabs(-1)), repr("é\tx".expandtabs(4)), repr("a\tb".expandtabs(tabsize=2)))
#> 'ab\n    c\r    d' 'ab' 'é   x' 'a b'
for call in ("'a'.center()", "'a'.center('b')", "'a'.center(5, '')", "'a'.ljust(5, 'ab')", "'a'.rjust(5, 1)", "'a'.zfill('x')", "'a'.expandtabs('x')"):
    try:
        print(eval(call))
    except TypeError as error:
        print(error)
#> center expected at least 1 argument, got 0
#> 'str' object cannot be interpreted as an integer
#> The fill character must be exactly one character long
#> The fill character must be exactly one character long
#> The fill character must be a unicode character, not int
#> 'str' object cannot be interpreted as an integer
#> 'str' object cannot be interpreted as an integer
