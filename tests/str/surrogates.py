# Lone surrogates live in strings, and fail only when they are encoded.
s = "a\ud800b"
print(len(s), ascii(s), ascii(s[1]), s == "a" + chr(0xd800) + "b", ascii(s[::-1]), ord(s[1]), s.find("b"))
#> 3 'a\ud800b' '\ud800' True 'b\ud800a' 55296 2
print(ascii("\ud83d" + "\ude00"), len("\ud83d\ude00"), "\ud83d\ude00" == "\U0001f600", ascii(f"x\udc00{1}"), ascii("\N{SNAKE}\udfff"))
#> '\ud83d\ude00' 2 False 'x\udc001' '\U0001f40d\udfff'
print(ascii(s.upper()), ascii(s.replace("\ud800", "é")), ascii("\udc80".join("ab")), ascii(s.split("\ud800")), s.isalpha(), "\ud800".isprintable())
#> 'A\ud800B' 'a\xe9b' 'a\udc80b' ['a', 'b'] False False
print({s: 1}["a\ud800b"], "\ud800" < "\ue000", "\ud800" in s, ascii(s * 2), ascii("%s|" % s), ascii("{}".format(s)))
#> 1 True True 'a\ud800ba\ud800b' 'a\ud800b|' 'a\ud800b'
for encoding in ("utf-8", "utf-16", "latin-1", "ascii"):
    try:
        print(s.encode(encoding))
    except UnicodeEncodeError as error:
        print(error)
#> 'utf-8' codec can't encode character '\ud800' in position 1: surrogates not allowed
#> 'utf-16' codec can't encode character '\ud800' in position 1: surrogates not allowed
#> 'latin-1' codec can't encode character '\ud800' in position 1: ordinal not in range(256)
#> 'ascii' codec can't encode character '\ud800' in position 1: ordinal not in range(128)
print(s.encode("utf-8", "surrogatepass"), "\udcff".encode("ascii", "surrogateescape"), s.encode("utf-8", "replace"), s.encode("ascii", "backslashreplace"))
#> b'a\xed\xa0\x80b' b'\xff' b'a?b' b'a\\ud800b'
print(ascii(b"\xff".decode("ascii", "surrogateescape")), ascii(b"\xed\xa0\x80".decode("utf-8", "surrogatepass")))
#> '\udcff' '\ud800'
