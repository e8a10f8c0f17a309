# int.to_bytes and int.from_bytes.

def attempt(text):
    try:
        print(text, "->", repr(eval(text)))
    except Exception as error:
        print(text, "!!", type(error).__name__, error)

print(int.from_bytes([1, 2]), int.from_bytes(b"\x01\x02", "little"), int.from_bytes(b"\xff\xfe", signed=True))
#> 258 513 -2
print(int.from_bytes(b""), int.from_bytes(b"\x80", "big", signed=True), int.from_bytes(b"\x01" * 12))
#> 0 -128 310698676526526814092329217
for number, options in [(1, {}), (255, {}), (-1, {"signed": True}), (-128, {"signed": True})]:
    print([*number.to_bytes(2, "big", **options)], [*number.to_bytes(2, "little", **options)])
#> [0, 1] [1, 0]
#> [0, 255] [255, 0]
#> [255, 255] [255, 255]
#> [255, 128] [128, 255]
for text in [
    "(256).to_bytes(1)", "(-1).to_bytes(1)", "(5).to_bytes(0)", "(0).to_bytes(0)", "(5).to_bytes(-1)",
    "(5).to_bytes(2, 'x')", "(5).to_bytes(2, 3)", "(128).to_bytes(1, signed=True)", "(5).to_bytes(1, 2, 3, 4)",
    "(5).to_bytes(foo=1)", "int.from_bytes(1)", "int.from_bytes('a')", "int.from_bytes([256])", "int.from_bytes()",
]:
    attempt(text)
#> (256).to_bytes(1) !! OverflowError int too big to convert
#> (-1).to_bytes(1) !! OverflowError can't convert negative int to unsigned
#> (5).to_bytes(0) !! OverflowError int too big to convert
#> (0).to_bytes(0) -> b''
#> (5).to_bytes(-1) !! ValueError length argument must be non-negative
#> (5).to_bytes(2, 'x') !! ValueError byteorder must be either 'little' or 'big'
#> (5).to_bytes(2, 3) !! TypeError to_bytes() argument 'byteorder' must be str, not int
#> (128).to_bytes(1, signed=True) !! OverflowError int too big to convert
#> (5).to_bytes(1, 2, 3, 4) !! TypeError to_bytes() takes at most 3 arguments (4 given)
#> (5).to_bytes(foo=1) !! TypeError to_bytes() got an unexpected keyword argument 'foo'
#> int.from_bytes(1) !! TypeError cannot convert 'int' object to bytes
#> int.from_bytes('a') !! TypeError cannot convert 'str' object to bytes
#> int.from_bytes([256]) !! ValueError bytes must be in range(0, 256)
#> int.from_bytes() !! TypeError from_bytes() missing required argument 'bytes' (pos 1)


class Number(int):
    pass


print(type(Number.from_bytes(b"\x05")).__name__, Number.from_bytes(b"\x05") + 1)  #> Number 6
