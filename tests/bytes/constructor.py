# What bytes and bytearray can be made of.
print(bytes(), bytes(3), bytes([1, 2, 255]), bytes(b"ab"), bytes("é", "utf-8"), bytes(range(3)), bytes(bytearray(b"x")), bytes((65, 66)), bytes(memoryview(b"m")))
#> b'' b'\x00\x00\x00' b'\x01\x02\xff' b'ab' b'\xc3\xa9' b'\x00\x01\x02' b'x' b'AB' b'm'
print(bytearray(), bytearray(2), bytearray(b"ab"), bytearray("a", "ascii"), bytearray([1]), bytearray(i for i in range(3)), bytes(encoding="ascii", source="a"))
#> bytearray(b'') bytearray(b'\x00\x00') bytearray(b'ab') bytearray(b'a') bytearray(b'\x01') bytearray(b'\x00\x01\x02') b'a'


class HasBytes:
    def __bytes__(self):
        return b"own"


class HasIndex:
    def __index__(self):
        return 2


print(bytes(HasBytes()), bytes(HasIndex()), bytearray(HasIndex()), bytes(True))
#> b'own' b'\x00\x00' bytearray(b'\x00\x00') b'\x00'
for kind in ("bytes", "bytearray"):
    for arguments in ("-1", "'a'", "'é', 'ascii'", "'a', errors='strict'", "b'a', 'ascii'", "[256]", "[-1]", "['a']", "None", "1.5", "10**30", "x=1", "encoding='a'", "'a', 5"):
        try:
            print(eval(f"{kind}({arguments})"))
        except (TypeError, ValueError, OverflowError) as error:
            print(kind, arguments, type(error).__name__, error)
#> bytes -1 ValueError negative count
#> bytes 'a' TypeError string argument without an encoding
#> bytes 'é', 'ascii' UnicodeEncodeError 'ascii' codec can't encode character '\xe9' in position 0: ordinal not in range(128)
#> bytes 'a', errors='strict' TypeError string argument without an encoding
#> bytes b'a', 'ascii' TypeError encoding without a string argument
#> bytes [256] ValueError bytes must be in range(0, 256)
#> bytes [-1] ValueError bytes must be in range(0, 256)
#> bytes ['a'] TypeError 'str' object cannot be interpreted as an integer
#> bytes None TypeError cannot convert 'NoneType' object to bytes
#> bytes 1.5 TypeError cannot convert 'float' object to bytes
#> bytes 10**30 OverflowError cannot fit 'int' into an index-sized integer
#> bytes x=1 TypeError bytes() got an unexpected keyword argument 'x'
#> bytes encoding='a' TypeError encoding without a string argument
#> bytes 'a', 5 TypeError bytes() argument 'encoding' must be str, not int
#> bytearray -1 ValueError negative count
#> bytearray 'a' TypeError string argument without an encoding
#> bytearray 'é', 'ascii' UnicodeEncodeError 'ascii' codec can't encode character '\xe9' in position 0: ordinal not in range(128)
#> bytearray 'a', errors='strict' TypeError string argument without an encoding
#> bytearray b'a', 'ascii' TypeError encoding without a string argument
#> bytearray [256] ValueError byte must be in range(0, 256)
#> bytearray [-1] ValueError byte must be in range(0, 256)
#> bytearray ['a'] TypeError 'str' object cannot be interpreted as an integer
#> bytearray None TypeError cannot convert 'NoneType' object to bytearray
#> bytearray 1.5 TypeError cannot convert 'float' object to bytearray
#> bytearray 10**30 OverflowError cannot fit 'int' into an index-sized integer
#> bytearray x=1 TypeError bytearray() got an unexpected keyword argument 'x'
#> bytearray encoding='a' TypeError encoding without a string argument
#> bytearray 'a', 5 TypeError bytearray() argument 'encoding' must be str, not int
