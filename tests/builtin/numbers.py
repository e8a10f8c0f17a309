# abs, bin, hex, oct, divmod, chr, ord: values and errors.

def attempt(text):
    try:
        print(text, "->", repr(eval(text)))
    except Exception as error:
        print(text, "!!", f"{type(error).__name__}: {error}".strip())

print(abs(-5), abs(-2.5), abs(3 - 4j), abs(True), abs(-(2**70)), abs(-0.0), abs(-(2**61)))
#> 5 2.5 5.0 1 1180591620717411303424 0.0 2305843009213693952
print(bin(5), bin(-5), bin(0), hex(255), hex(-255), oct(8), oct(-8), hex(2**70), bin(True), bin(-(2**64)))
#> 0b101 -0b101 0b0 0xff -0xff 0o10 -0o10 0x400000000000000000 0b1 -0b10000000000000000000000000000000000000000000000000000000000000000
print(divmod(7, 3), divmod(-7, 3), divmod(7.5, 2), divmod(2**70, 3), divmod(True, 2))
#> (2, 1) (-3, 2) (3.0, 1.5) (393530540239137101141, 1) (0, 1)
print(chr(65), chr(233), chr(0x1F600), ord("a"), ord("é"), ord(chr(0x10FFFF)), ord(b"a"), chr(True) == "\x01")
#> A é 😀 97 233 1114111 97 True
for text in [
    "abs('a')", "abs()", "abs(1, 2)", "bin(1.0)", "hex('a')", "oct(None)", "divmod(1, 0)", "divmod(1.0, 0)", "divmod(1)", "divmod(1, 'a')",
    "divmod('a', 1)", "chr(-1)", "chr(0x110000)", "chr('a')", "chr(1.0)", "ord('ab')", "ord('')", "ord(1)", "chr(10 ** 100)",
]:
    attempt(text)
#> abs('a') !! TypeError: bad operand type for abs(): 'str'
#> abs() !! TypeError: abs() takes exactly one argument (0 given)
#> abs(1, 2) !! TypeError: abs() takes exactly one argument (2 given)
#> bin(1.0) !! TypeError: 'float' object cannot be interpreted as an integer
#> hex('a') !! TypeError: 'str' object cannot be interpreted as an integer
#> oct(None) !! TypeError: 'NoneType' object cannot be interpreted as an integer
#> divmod(1, 0) !! ZeroDivisionError: integer division or modulo by zero
#> divmod(1.0, 0) !! ZeroDivisionError: float divmod()
#> divmod(1) !! TypeError: divmod expected 2 arguments, got 1
#> divmod(1, 'a') !! TypeError: unsupported operand type(s) for divmod(): 'int' and 'str'
#> divmod('a', 1) !! TypeError: unsupported operand type(s) for divmod(): 'str' and 'int'
#> chr(-1) !! ValueError: chr() arg not in range(0x110000)
#> chr(0x110000) !! ValueError: chr() arg not in range(0x110000)
#> chr('a') !! TypeError: 'str' object cannot be interpreted as an integer
#> chr(1.0) !! TypeError: 'float' object cannot be interpreted as an integer
#> ord('ab') !! TypeError: ord() expected a character, but string of length 2 found
#> ord('') !! TypeError: ord() expected a character, but string of length 0 found
#> ord(1) !! TypeError: ord() expected string of length 1, but int found
#> chr(10 ** 100) !! ValueError: chr() arg not in range(0x110000)


class Number:
    def __abs__(self):
        return "abs"

    def __divmod__(self, other):
        return ("divmod", other)

    def __rdivmod__(self, other):
        return ("rdivmod", other)

    def __index__(self):
        return 10

    def __neg__(self):
        return "neg"

    def __pos__(self):
        return "pos"

    def __invert__(self):
        return "invert"


n = Number()
print(abs(n), divmod(n, 1), divmod(1, n), divmod(n, n)[0], bin(n), hex(n), oct(n), chr(n) == "\n", -n, +n, ~n, [0] * n == [0] * 10, range(n))
#> abs ('divmod', 1) ('rdivmod', 1) divmod 0b1010 0xa 0o12 True neg pos invert True range(0, 10)
