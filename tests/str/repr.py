# repr chooses quotes and escapes what cannot be printed.
for s in ("plain", "it's", 'say "hi"', "both ' and \"", "back\\slash", "tab\tnew\nret\r", "\x00\x1f\x7f", "\x80\x9f\xa0\xad", "é", "中文", "🐍"):
    print(repr(s))
#> 'plain'
#> "it's"
#> 'say "hi"'
#> 'both \' and "'
#> 'back\\slash'
#> 'tab\tnew\nret\r'
#> '\x00\x1f\x7f'
#> '\x80\x9f\xa0\xad'
#> 'é'
#> '中文'
#> '🐍'
print(ascii("é中🐍"), ascii("it's é"), ascii(["é", {"ü": 1}]), repr("\u200b\u2028\ufeff"), repr("\ue000\ufffe"), repr("\U000e0001"))
#> '\xe9\u4e2d\U0001f40d' "it's \xe9" ['\xe9', {'\xfc': 1}] '\u200b\u2028\ufeff' '\ue000\ufffe' '\U000e0001'
print(ascii("\ud800x\udfff"), repr("\ud800"), repr("\u0378"), repr("\u3000"), repr("\U00010ffff"), repr("\u0301"))
#> '\ud800x\udfff' '\ud800' '\u0378' '\u3000' '\U00010ffff' '́'
print(repr(["a'b", 'c"d']), repr({"k": "v\n"}), str(["é"]), f"{'x'!r:>6}", "%r" % "q", "{!r}".format("w"))
#> ["a'b", 'c"d'] {'k': 'v\n'} ['é']    'x' 'q' 'w'
print(eval(repr("any \\ \n ' \" \x00 é 🐍")) == "any \\ \n ' \" \x00 é 🐍")  #> True
