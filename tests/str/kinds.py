# isalpha and its kin, over ASCII and beyond.
samples = ["", "abc", "Abc", "ABC", "a1", "12", "½", "²", "٣", "Ⅷ", "é", "中", "ǅ", " ", "\t\n", "a b", "\u2003", "_x", "x-y", "1a", "🐍"]
for name in ("isalpha", "isalnum", "isdecimal", "isdigit", "isnumeric"):
    print(name, [s for s in samples if getattr(s, name)()])
#> isalpha ['abc', 'Abc', 'ABC', 'é', '中', 'ǅ']
#> isalnum ['abc', 'Abc', 'ABC', 'a1', '12', '½', '²', '٣', 'Ⅷ', 'é', '中', 'ǅ', '1a']
#> isdecimal ['12', '٣']
#> isdigit ['12', '²', '٣']
#> isnumeric ['12', '½', '²', '٣', 'Ⅷ']
for name in ("islower", "isupper", "istitle", "isidentifier"):
    print(name, [s for s in samples if getattr(s, name)()])
#> islower ['abc', 'a1', 'é', 'a b', '_x', 'x-y', '1a']
#> isupper ['ABC', 'Ⅷ']
#> istitle ['Abc', 'Ⅷ', 'ǅ']
#> isidentifier ['abc', 'Abc', 'ABC', 'a1', 'Ⅷ', 'é', '中', 'ǅ', '_x']
for name in ("isspace", "isprintable", "isascii"):
    print(name, ascii([s for s in samples if getattr(s, name)()]))
#> isspace [' ', '\t\n', '\u2003']
#> isprintable ['', 'abc', 'Abc', 'ABC', 'a1', '12', '\xbd', '\xb2', '\u0663', '\u2167', '\xe9', '\u4e2d', '\u01c5', ' ', 'a b', '_x', 'x-y', '1a', '\U0001f40d']
#> isascii ['', 'abc', 'Abc', 'ABC', 'a1', '12', ' ', '\t\n', 'a b', '_x', 'x-y', '1a']
print("Hello World".istitle(), "Hello world".istitle(), "HeLLo".istitle(), "A1 B2".istitle(), "ǅa".istitle(), "1".istitle())
#> True False False True True False
print("a1!".islower(), "A1!".isupper(), "!".islower(), "ª".islower(), "ǅ".isupper(), "ß".islower())
#> True True False True False True
print("\xad".isprintable(), "\u200b".isprintable(), "\ue000".isprintable(), "\x7f".isprintable(), "\ud800".isprintable(), "".isprintable())
#> False False False False False True
print("名前".isidentifier(), "2x".isidentifier(), "a·b".isidentifier(), "class".isidentifier(), "€".isidentifier(), "ªx".isidentifier())
#> True False True True False True
