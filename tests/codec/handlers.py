# The error handlers of encoding and decoding.
text = "aé€🐍z"
for handler in ("ignore", "replace", "backslashreplace", "xmlcharrefreplace", "namereplace"):
    print(handler, text.encode("ascii", handler), text.encode("latin-1", handler))
#> ignore b'az' b'a\xe9z'
#> replace b'a???z' b'a\xe9??z'
#> backslashreplace b'a\\xe9\\u20ac\\U0001f40dz' b'a\xe9\\u20ac\\U0001f40dz'
#> xmlcharrefreplace b'a&#233;&#8364;&#128013;z' b'a\xe9&#8364;&#128013;z'
#> namereplace b'a\\N{LATIN SMALL LETTER E WITH ACUTE}\\N{EURO SIGN}\\N{SNAKE}z' b'a\xe9\\N{EURO SIGN}\\N{SNAKE}z'
data = b"a\xff\xc3(b\xe2\x82"
for handler in ("ignore", "replace", "backslashreplace", "surrogateescape"):
    print(handler, ascii(data.decode("utf-8", handler)), ascii(b"x\x80y".decode("ascii", handler)))
#> ignore 'a(b' 'xy'
#> replace 'a\ufffd\ufffd(b\ufffd' 'x\ufffdy'
#> backslashreplace 'a\\xff\\xc3(b\\xe2\\x82' 'x\\x80y'
#> surrogateescape 'a\udcff\udcc3(b\udce2\udc82' 'x\udc80y'
print(data.decode("utf-8", "surrogateescape").encode("utf-8", "surrogateescape") == data, ascii(b"\xed\xb2\x80".decode("utf-8", "surrogatepass")))
#> True '\udc80'
for call in ("'é'.encode('ascii', 'nope')", "b'\\xff'.decode('ascii', 'nope')", "'é'.encode('ascii', 'strict')", "b'\\xff'.decode('utf-8', 'xmlcharrefreplace')", "'é'.encode('ascii', 'surrogateescape')", "'é'.encode('ascii', 5)"):
    try:
        print(eval(call))
    except (LookupError, UnicodeError, TypeError) as error:
        print(type(error).__name__, error)
#> LookupError unknown error handler name 'nope'
#> LookupError unknown error handler name 'nope'
#> UnicodeEncodeError 'ascii' codec can't encode character '\xe9' in position 0: ordinal not in range(128)
#> TypeError don't know how to handle UnicodeDecodeError in error callback
#> UnicodeEncodeError 'ascii' codec can't encode character '\xe9' in position 0: ordinal not in range(128)
#> TypeError encode() argument 'errors' must be str, not int
print("fine".encode("ascii", "nope"), b"fine".decode("ascii", "nope"))  #> b'fine' fine
