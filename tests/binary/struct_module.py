# struct: values as bytes of C structures.
import struct

print(struct.pack("<hHiIqQ", -1, 1, -2, 2, -3, 3))
#> b'\xff\xff\x01\x00\xfe\xff\xff\xff\x02\x00\x00\x00\xfd\xff\xff\xff\xff\xff\xff\xff\x03\x00\x00\x00\x00\x00\x00\x00'
print(struct.pack(">5s3p?c", b"ab", b"abcd", True, b"x"), struct.pack("<ed", 1.5, -2.0))
#> b'ab\x00\x00\x00\x02ab\x01x' b'\x00>\x00\x00\x00\x00\x00\x00\x00\xc0'
print(struct.calcsize("bi"), struct.calcsize("<bi"), struct.calcsize("@bqb"), struct.calcsize("3i2x0q"))  #> 8 5 17 16
print(struct.unpack("<if?3s2x", b"\1\0\0\0\0\0\x80?\1abc\0\0"), struct.unpack(">H", b"\1\2"))
#> (1, 1.0, True, b'abc') (258,)
print(struct.unpack_from("<h", b"\0\1\2\3", 2), list(struct.iter_unpack("<h", b"\1\0\2\0")))  #> (770,) [(1,), (2,)]
buffer = bytearray(6)
struct.pack_into("<hB", buffer, 2, 5, 255)
print(buffer)  #> bytearray(b'\x00\x00\x05\x00\xff\x00')
point = struct.Struct("<2h")
print(point, point.size, point.format, point.pack(1, 2), point.unpack(b"\1\0\2\0"))
#> Struct('<2h') 4 <2h b'\x01\x00\x02\x00' (1, 2)


def attempt(call):
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__ + ":", error)


attempt(lambda: struct.pack("b", 128))  #> error: 'b' format requires -128 <= number <= 127
attempt(lambda: struct.pack("Q", -1))  #> error: 'Q' format requires 0 <= number <= 18446744073709551615
attempt(lambda: struct.pack("i", "a"))  #> error: required argument is not an integer
attempt(lambda: struct.pack("c", b"ab"))  #> error: char format requires a bytes object of length 1
attempt(lambda: struct.pack("3s", "a"))  #> error: argument for 's' must be a bytes object
attempt(lambda: struct.pack("ii", 1))  #> error: pack expected 2 items for packing (got 1)
attempt(lambda: struct.pack("z", 1))  #> error: bad char in struct format
attempt(lambda: struct.pack("<f", 1e40))  #> OverflowError: float too large to pack with f format
attempt(lambda: struct.unpack("<i", b"abc"))  #> error: unpack requires a buffer of 4 bytes
attempt(lambda: struct.unpack_from("<h", b"\0\1", 1))
#> error: unpack_from requires a buffer of at least 3 bytes for unpacking 2 bytes at offset 1 (actual buffer size is 2)
attempt(lambda: struct.pack_into("<h", buffer, 5, 5))
#> error: pack_into requires a buffer of at least 7 bytes for packing 2 bytes at offset 5 (actual buffer size is 6)
attempt(lambda: struct.iter_unpack("<h", b"\1"))
#> error: iterative unpacking requires a buffer of a multiple of 2 bytes
