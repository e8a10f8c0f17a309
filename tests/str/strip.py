# strip, lstrip, rstrip: white space, or a set of characters.
print(repr("  a b \n".strip()), repr("  a b \n".lstrip()), repr("  a b \n".rstrip()), repr("\t\n ".strip()), repr("".strip()))
#> 'a b' 'a b \n' '  a b' '' ''
print("xxabcxx".strip("x"), "xyabcyx".strip("xy"), "www.example.com".strip("cmowz."), "aaa".strip("a") == "", "abc".strip(""))
#> abc abc example True abc
print("mississippi".lstrip("ims"), "mississippi".rstrip("ipz"), "123abc321".strip("0123456789"), "a".strip(None))
#> ppi mississ abc a
print(repr("\u2003\xa0é\u3000".strip()), "éaé".strip("é"), "🐍x🐍".strip("🐍"), repr("\x1c\x1fa\x85".strip()))
#> 'é' a x 'a'
word = "plain"
print(word.strip() is word, word.strip("z") is word)  #> True True
for call in ("'a'.strip(1)", "'a'.lstrip(b'a')", "'a'.rstrip(['a'])", "'a'.strip('a', 'b')"):
    try:
        print(eval(call))
    except TypeError as error:
        print(error)
#> strip arg must be None or str
#> lstrip arg must be None or str
#> rstrip arg must be None or str
#> strip expected at most 1 argument, got 2
