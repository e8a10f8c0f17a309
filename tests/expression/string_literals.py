# Escapes, prefixes and implicit concatenation.
print("a\tb\\n\x41\u00e9\U0001F600\101\N{GREEK SMALL LETTER ALPHA}")  #> a	b\nAé😀Aα
print(r"raw\n", b"bytes\x00\xff\n", br"raw\x", rb"\t")  #> raw\n b'bytes\x00\xff\n' b'raw\\x' b'\\t'
print("one" 'two' """three""", b"a" b"b")  #> onetwothree b'ab'
print("""first
second""")
#> first
#> second
print("line \
continued")
#> line continued
print(repr("it's"), repr('say "x"'), repr("both ' and \""), repr("\x00\x7f\xa0é\u200b\ud800"))
#> "it's" 'say "x"' 'both \' and "' '\x00\x7f\xa0é\u200b\ud800'
print(len("\x00"), len(b"\x00\x01"), "\'" == "'")  #> 1 2 True
