# The built-in encodings, by all their names.
text = "aé中🐍"
for name in ("utf-8", "utf_16_le", "utf-16-be", "utf-32-le", "UTF-32BE", "unicode_escape", "raw_unicode_escape"):
    data = text.encode(name)
    print(name, data, data.decode(name) == text)
#> utf-8 b'a\xc3\xa9\xe4\xb8\xad\xf0\x9f\x90\x8d' True
#> utf_16_le b'a\x00\xe9\x00-N=\xd8\r\xdc' True
#> utf-16-be b'\x00a\x00\xe9N-\xd8=\xdc\r' True
#> utf-32-le b'a\x00\x00\x00\xe9\x00\x00\x00-N\x00\x00\r\xf4\x01\x00' True
#> UTF-32BE b'\x00\x00\x00a\x00\x00\x00\xe9\x00\x00N-\x00\x01\xf4\r' True
#> unicode_escape b'a\\xe9\\u4e2d\\U0001f40d' True
#> raw_unicode_escape b'a\xe9\\u4e2d\\U0001f40d' True
print("aé".encode("latin-1"), "aé".encode("ISO-8859-1"), "aé".encode("L1"), "a".encode("ascii"), "a".encode("US-ASCII"), "é".encode("U8"), "é".encode("utf8"), "é".encode("Utf 8"))
#> b'a\xe9' b'a\xe9' b'a\xe9' b'a' b'a' b'\xc3\xa9' b'\xc3\xa9' b'\xc3\xa9'
print("é".encode("utf-16") in (b"\xff\xfe\xe9\x00", b"\xfe\xff\x00\xe9"), b"\xff\xfe\xe9\x00".decode("utf-16"), b"\xfe\xff\x00\xe9".decode("utf-16"), b"\xff\xfe\x00\x00a\x00\x00\x00".decode("utf-32"))
#> True é é a
print("tab\t\n\\ é €".encode("unicode_escape"), b"\\x41\\u4e2d\\N{SNAKE}\\101\\n\xe9".decode("unicode_escape"), b"\\u0041\\n".decode("raw_unicode_escape"))
#> b'tab\\t\\n\\\\ \\xe9 \\u20ac' A中🐍A
#> é A\n
for call in ("'a'.encode('nope')", "b'a'.decode('nope')", "'a'.encode(5)", "b'a'.decode('utf-8', 5)", "'a'.encode('utf-8\\0')", "b''.decode('nope')", "''.encode('nope')"):
    try:
        print(repr(eval(call)))
    except (LookupError, TypeError, ValueError) as error:
        print(type(error).__name__, error)
#> LookupError unknown encoding: nope
#> LookupError unknown encoding: nope
#> TypeError encode() argument 'encoding' must be str, not int
#> TypeError decode() argument 'errors' must be str, not int
#> ValueError embedded null character
#> ''
#> LookupError unknown encoding: nope
