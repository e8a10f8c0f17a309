# Codecs of the library: character maps, registration, incremental decoding.
import codecs
print("€é".encode("cp1252"), b"\x80\xe9".decode("cp1252"), "é".encode("cp437"), b"\x8e".decode("mac-roman"), "я".encode("koi8-r"), "я".encode("cp1251"), "ł".encode("iso8859-2"))
#> b'\x80\xe9' €é b'\x82' é b'\xd1' b'\xff' b'\xb3'
print("a".encode("utf-8-sig"), b"\xef\xbb\xbfa".decode("utf-8-sig"), codecs.encode("abc", "rot13"), codecs.BOM_UTF8, codecs.lookup("latin1").name, codecs.lookup("UTF8").name)
#> b'\xef\xbb\xbfa' a nop b'\xef\xbb\xbf' iso8859-1 utf-8
for call in ("'中'.encode('cp1252')", "b'\\x81'.decode('cp1252')", "'abc'.encode('rot13')", "codecs.lookup('nope')", "codecs.lookup_error('nope')", "codecs.register_error('x', 5)"):
    try:
        print(eval(call))
    except (LookupError, UnicodeError, TypeError) as error:
        print(type(error).__name__, error)
#> UnicodeEncodeError 'charmap' codec can't encode character '\u4e2d' in position 0: character maps to <undefined>
#> UnicodeDecodeError 'charmap' codec can't decode byte 0x81 in position 0: character maps to <undefined>
#> LookupError 'rot13' is not a text encoding; use codecs.encode() to handle arbitrary codecs
#> LookupError unknown encoding: nope
#> LookupError unknown error handler name 'nope'
#> TypeError handler must be callable
decoder = codecs.getincrementaldecoder("utf-8")()
print([decoder.decode(bytes([byte])) for byte in "é🐍".encode()], decoder.getstate())
#> ['', 'é', '', '', '', '🐍'] (b'', 0)
encoder = codecs.getincrementalencoder("utf-16-le")()
print(encoder.encode("a"), encoder.encode("b", True), list(codecs.iterdecode([b"\xc3", b"\xa9"], "utf-8")))
#> b'a\x00' b'b\x00' ['é']


def star(error):
    if isinstance(error, UnicodeEncodeError):
        return "*" * (error.end - error.start), error.end
    return "?", error.end


codecs.register_error("star", star)
print("aéèb".encode("ascii", "star"), b"a\xffb".decode("ascii", "star"), "中é".encode("cp1252", "star"), codecs.lookup_error("star") is star)
#> b'a**b' a?b b'*\xe9' True
codecs.register_error("bad", lambda error: 5)
codecs.register_error("far", lambda error: ("", 99))
for call in ("'é'.encode('ascii', 'bad')", "b'\\xff'.decode('ascii', 'bad')", "'é'.encode('ascii', 'far')"):
    try:
        print(eval(call))
    except (TypeError, IndexError) as error:
        print(error)
#> encoding error handler must return (str/bytes, int) tuple
#> decoding error handler must return (str, int) tuple
#> position 99 from error handler out of bounds
print(codecs.utf_8_decode(b"a\xc3"), codecs.utf_8_decode(b"a\xc3\xa9", "strict", True), codecs.charmap_encode("ab", "strict", {97: 120, 98: b"yz"}), codecs.escape_decode(b"\\x41\\n"))
#> ('a', 1) ('aé', 3) (b'xyz', 2) (b'A\n', 6)
print(codecs.charmap_decode(b"\x00\x01", "strict", "xy"), codecs.replace_errors(UnicodeDecodeError("a", b"b", 0, 1, "r")), codecs.utf_16_ex_decode(b"\xff\xfea\x00", "strict", 0, True))
#> ('xy', 2) ('�', 1) ('a', 4, -1)
