# Searching, splitting, stripping and changing the case of bytes.
b = b"one two one"
print(b.find(b"one"), b.rfind(b"one"), b.find(b"x"), b.index(b"two"), b.count(b"one"), b.find(111), b.count(b""), b.find(b"one", 1), b.startswith(b"one"), b.endswith((b"x", b"one")))
#> 0 8 -1 4 2 0 12 8 True True
print(b.split(), b.split(b" ", 1), b.rsplit(None, 1), b.partition(b" "), b.rpartition(b" "), b"a,b,".split(b","), b"a\nb\r\nc".splitlines(), b"a\n".splitlines(True))
#> [b'one', b'two', b'one'] [b'one', b'two one'] [b'one two', b'one'] (b'one', b' ', b'two one') (b'one two', b' ', b'one') [b'a', b'b', b''] [b'a', b'b', b'c'] [b'a\n']
print(b.replace(b"one", b"1"), b.replace(b"", b"-", 2), b"  x ".strip(), b"xxaxx".strip(b"x"), b"ab".lstrip(b"a"), b"ab".rstrip(b"b"), b.removeprefix(b"one "), b.removesuffix(b" one"))
#> b'1 two 1' b'-o-ne two one' b'x' b'a' b'b' b'a' b'two one' b'one two'
print(b"aBc".upper(), b"aBc".lower(), b"aBc".swapcase(), b"hello world".title(), b"hELLO".capitalize(), b"\xe9a".upper(), b"a\tb".expandtabs(4), b"7".zfill(3), b"-7".zfill(4))
#> b'ABC' b'abc' b'AbC' b'Hello World' b'Hello' b'\xe9A' b'a   b' b'007' b'-007'
print(b"a".center(4, b"*"), b"a".ljust(3) + b"|", b"a".rjust(3, b"."), b"ab".isalpha(), b"a1".isalnum(), b"12".isdigit(), b" \t".isspace(), b"aB".islower(), b"A".isupper(), b"Ab Cd".istitle(), b"\xff".isascii())
#> b'*a**' b'a  |' b'..a' True True True True False True True False
print(b"abc".translate(bytes.maketrans(b"ab", b"xy")), b"abc".translate(None, b"b"), b"abc".translate(None, delete=b"ac"), b",".join([b"a", bytearray(b"b")]), bytearray(b"-").join([b"x", b"y"]))
#> b'xyc' b'ac' b'b' b'a,b' bytearray(b'x-y')
print(b"\x01\xab\xff".hex(), b"\x01\xab\xff".hex(":"), b"abcdef".hex("-", 2), b"abcde".hex("_", -2), bytes.fromhex("01 ab FF"), bytearray.fromhex(""), bytes.fromhex(" 4 1".replace(" ", "")))
#> 01abff 01:ab:ff 6162-6364-6566 6162_6364_65 b'\x01\xab\xff' bytearray(b'') b'A'
print(b"caf\xc3\xa9".decode(), b"caf\xe9".decode("latin-1"), b"a\xff".decode("ascii", "replace"), bytearray(b"x").decode("ascii"))
#> café café a� x
for call in ("b.find('a')", "b.find(300)", "b.index(b'x')", "b.split('a')", "b.split(b'')", "b.replace('a', b'')", "b.strip('a')", "b.startswith('a')", "b.startswith(('a',))", "b.partition('a')", "b.center(9, 'a')", "b.join(['a'])", "b.join(1)",
             "b.translate(b'a')", "bytes.maketrans(b'a', b'bc')", "bytes.fromhex('6')", "bytes.fromhex('xy')", "bytes.fromhex(b'61')", "b.hex('::')", "b.hex(1)", "b.decode(1)", "b.zfill('a')", "b.foo"):
    try:
        print(eval(call))
    except (TypeError, ValueError, AttributeError) as error:
        print(type(error).__name__, error)
#> TypeError argument should be integer or bytes-like object, not 'str'
#> ValueError byte must be in range(0, 256)
#> ValueError subsection not found
#> TypeError a bytes-like object is required, not 'str'
#> ValueError empty separator
#> TypeError a bytes-like object is required, not 'str'
#> TypeError a bytes-like object is required, not 'str'
#> TypeError startswith first arg must be bytes or a tuple of bytes, not str
#> TypeError a bytes-like object is required, not 'str'
#> TypeError a bytes-like object is required, not 'str'
#> TypeError center() argument 2 must be a byte string of length 1, not str
#> TypeError sequence item 0: expected a bytes-like object, str found
#> TypeError can only join an iterable
#> ValueError translation table must be 256 characters long
#> ValueError maketrans arguments must have same length
#> ValueError non-hexadecimal number found in fromhex() arg at position 1
#> ValueError non-hexadecimal number found in fromhex() arg at position 0
#> TypeError fromhex() argument must be str, not bytes
#> ValueError sep must be length 1.
#> TypeError object of type 'int' has no len()
#> TypeError decode() argument 'encoding' must be str, not int
#> TypeError 'str' object cannot be interpreted as an integer
#> AttributeError 'bytes' object has no attribute 'foo'
