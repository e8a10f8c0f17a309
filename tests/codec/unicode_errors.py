# What the Unicode errors say and hold.
for action in (
    lambda: b"ab\xffc".decode(), lambda: b"\xc3".decode(), lambda: b"\xc3(".decode(), lambda: b"\xe2\x82".decode(), lambda: b"\xed\xa0\x80".decode(), lambda: b"\xf4\x90\x80\x80".decode(),
    lambda: b"a\x80".decode("ascii"), lambda: "é".encode("ascii"), lambda: "aéèb".encode("ascii"), lambda: "€".encode("latin-1"), lambda: "\ud800".encode(), lambda: b"a".decode("utf-16"),
    lambda: b"\x00\xd8".decode("utf-16-le"), lambda: b"\x00\xdc".decode("utf-16-le"), lambda: b"abc".decode("utf-32-le"), lambda: b"\x00\x00\x11\x00".decode("utf-32-le"), lambda: b"\\x4".decode("unicode_escape"),
):
    try:
        action()
    except UnicodeError as error:
        print(type(error).__name__, error, "|", error.encoding, error.start, error.end, error.reason, ascii(error.object))
#> UnicodeDecodeError 'utf-8' codec can't decode byte 0xff in position 2: invalid start byte | utf-8 2 3 invalid start byte b'ab\xffc'
#> UnicodeDecodeError 'utf-8' codec can't decode byte 0xc3 in position 0: unexpected end of data | utf-8 0 1 unexpected end of data b'\xc3'
#> UnicodeDecodeError 'utf-8' codec can't decode byte 0xc3 in position 0: invalid continuation byte | utf-8 0 1 invalid continuation byte b'\xc3('
#> UnicodeDecodeError 'utf-8' codec can't decode bytes in position 0-1: unexpected end of data | utf-8 0 2 unexpected end of data b'\xe2\x82'
#> UnicodeDecodeError 'utf-8' codec can't decode byte 0xed in position 0: invalid continuation byte | utf-8 0 1 invalid continuation byte b'\xed\xa0\x80'
#> UnicodeDecodeError 'utf-8' codec can't decode byte 0xf4 in position 0: invalid continuation byte | utf-8 0 1 invalid continuation byte b'\xf4\x90\x80\x80'
#> UnicodeDecodeError 'ascii' codec can't decode byte 0x80 in position 1: ordinal not in range(128) | ascii 1 2 ordinal not in range(128) b'a\x80'
#> UnicodeEncodeError 'ascii' codec can't encode character '\xe9' in position 0: ordinal not in range(128) | ascii 0 1 ordinal not in range(128) '\xe9'
#> UnicodeEncodeError 'ascii' codec can't encode characters in position 1-2: ordinal not in range(128) | ascii 1 3 ordinal not in range(128) 'a\xe9\xe8b'
#> UnicodeEncodeError 'latin-1' codec can't encode character '\u20ac' in position 0: ordinal not in range(256) | latin-1 0 1 ordinal not in range(256) '\u20ac'
#> UnicodeEncodeError 'utf-8' codec can't encode character '\ud800' in position 0: surrogates not allowed | utf-8 0 1 surrogates not allowed '\ud800'
#> UnicodeDecodeError 'utf-16-le' codec can't decode byte 0x61 in position 0: truncated data | utf-16-le 0 1 truncated data b'a'
#> UnicodeDecodeError 'utf-16-le' codec can't decode bytes in position 0-1: unexpected end of data | utf-16-le 0 2 unexpected end of data b'\x00\xd8'
#> UnicodeDecodeError 'utf-16-le' codec can't decode bytes in position 0-1: illegal encoding | utf-16-le 0 2 illegal encoding b'\x00\xdc'
#> UnicodeDecodeError 'utf-32-le' codec can't decode bytes in position 0-2: truncated data | utf-32-le 0 3 truncated data b'abc'
#> UnicodeDecodeError 'utf-32-le' codec can't decode bytes in position 0-3: code point not in range(0x110000) | utf-32-le 0 4 code point not in range(0x110000) b'\x00\x00\x11\x00'
#> UnicodeDecodeError 'unicodeescape' codec can't decode bytes in position 0-2: truncated \xXX escape | unicodeescape 0 3 truncated \xXX escape b'\\x4'
error = UnicodeDecodeError("codec", b"bytes", 1, 3, "why")
print(error, repr(error), error.args, isinstance(error, ValueError), error.object)
#> 'codec' codec can't decode bytes in position 1-2: why UnicodeDecodeError('codec', b'bytes', 1, 3, 'why') ('codec', b'bytes', 1, 3, 'why') True b'bytes'
error.start, error.end, error.reason = 0, 1, "other"
print(error, error.args)
#> 'codec' codec can't decode byte 0x62 in position 0: other ('codec', b'bytes', 1, 3, 'why')
print(UnicodeEncodeError("c", "téxt", 1, 2, "r"), "|", UnicodeTranslateError("téxt", 1, 2, "r"), "|", UnicodeTranslateError("téxt", 0, 3, "r"))
#> 'c' codec can't encode character '\xe9' in position 1: r | can't translate character '\xe9' in position 1: r | can't translate characters in position 0-2: r
for call in ("UnicodeDecodeError('a')", "UnicodeDecodeError('a', 'b', 0, 1, 'r')", "UnicodeDecodeError(1, b'b', 0, 1, 'r')", "UnicodeEncodeError('a', b'b', 0, 1, 'r')", "UnicodeTranslateError('a', 0, 1)"):
    try:
        print(eval(call))
    except TypeError as wrong:
        print(wrong)
#> function takes exactly 5 arguments (1 given)
#> a bytes-like object is required, not 'str'
#> argument 1 must be str, not int
#> argument 2 must be str, not bytes
#> function takes exactly 4 arguments (3 given)
