# Indexing, slicing, adding, comparing and searching bytes.
b = b"abcdef"
print(b[0], b[-1], b[1:3], b[::-1], b[::2], b[10:], list(b[:3]), b[:] is b, len(b), bytes(3)[1])
#> 97 102 b'bc' b'fedcba' b'ace' b'' [97, 98, 99] True 6 0
print(b + b"g", b * 2, 2 * b"x", b"a" + bytearray(b"b"), bytearray(b"a") + b"b", b"" * 5, b"c" in b, 99 in b, b"ce" in b, b"" in b)
#> b'abcdefg' b'abcdefabcdef' b'xx' b'ab' bytearray(b'ab') b'' True True False True
print(b"a" < b"b", b"a" == bytearray(b"a"), b"a" == "a", b"" < b"a", b"a" != b"b", bytearray(b"b") > b"a", b"a" == memoryview(b"a"), b"a" == 97)
#> True True False True True True True False
print(hash(b"abc") == hash("abc"), {b"k": 1}[b"k"], b"a" b"b", repr(b"it's"), repr(b'both \' "'), repr(b"\x00\xff\t\n\\"), str(b"x"), ascii(b"\xe9"))
#> True 1 b'ab' b"it's" b'both \' "' b'\x00\xff\t\n\\' b'x' b'\xe9'
for call in ("b[9]", "b['a']", "b[1.5]", "bytearray(b)[9]", "bytearray(b)['a']", "b + 'x'", "b + 1", "b * 'x'", "300 in b", "'a' in b", "b < 'a'", "b[0] + b", "hash(bytearray())", "b[::0]"):
    try:
        print(eval(call))
    except (TypeError, IndexError, ValueError) as error:
        print(type(error).__name__, error)
#> IndexError index out of range
#> TypeError byte indices must be integers or slices, not str
#> TypeError byte indices must be integers or slices, not float
#> IndexError bytearray index out of range
#> TypeError bytearray indices must be integers or slices, not str
#> TypeError can't concat str to bytes
#> TypeError can't concat int to bytes
#> TypeError can't multiply sequence by non-int of type 'str'
#> ValueError byte must be in range(0, 256)
#> TypeError a bytes-like object is required, not 'str'
#> TypeError '<' not supported between instances of 'bytes' and 'str'
#> TypeError unsupported operand type(s) for +: 'int' and 'bytes'
#> TypeError unhashable type: 'bytearray'
#> ValueError slice step cannot be zero
try:
    b[0] = 1
except TypeError as error:
    print(error)
#> 'bytes' object does not support item assignment
