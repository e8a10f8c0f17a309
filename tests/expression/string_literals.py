# Escapes, prefixes and implicit concatenation.
print("a\tb\\n\x41\u00e9\U0001F600\101\N{GREEK SMALL LETTER ALPHA}")
print(r"raw\n", b"bytes\x00\xff\n", br"raw\x", rb"\t")
print("one" 'two' """three""", b"a" b"b")
print("""first
second""")
print("line \
continued")
print(repr("it's"), repr('say "x"'), repr("both ' and \""), repr("\x00\x7f\xa0é\u200b\ud800"))
print(len("\x00"), len(b"\x00\x01"), "\'" == "'")
