# Methods of float, and float from text.

def attempt(text):
    try:
        print(text, "->", repr(eval(text)))
    except Exception as error:
        print(text, "!!", f"{type(error).__name__}: {error}".strip())

print((1.5).as_integer_ratio(), (0.1).as_integer_ratio(), (-0.0).as_integer_ratio(), (1e22).as_integer_ratio())
#> (3, 2) (3602879701896397, 36028797018963968) (0, 1) (10000000000000000000000, 1)
print((0.1).hex(), (1.0).hex(), (-0.0).hex(), (5e-324).hex(), (1e308).hex(), float("inf").hex())
#> 0x1.999999999999ap-4 0x1.0000000000000p+0 -0x0.0p+0 0x0.0000000000001p-1022 0x1.1ccf385ebc8a0p+1023 inf
for text in ["0x1.8p1", "0x.8", "1.8", " -0x1.8p-3 ", "inf", "-nan", "0x1p1023", "0x1.fffffffffffff8p0", "0x0.1p-1074"]:
    print(text, float.fromhex(text))
#> 0x1.8p1 3.0
#> 0x.8 0.5
#> 1.8 1.5
#>  -0x1.8p-3  -0.1875
#> inf inf
#> -nan nan
#> 0x1p1023 8.98846567431158e+307
#> 0x1.fffffffffffff8p0 2.0
#> 0x0.1p-1074 0.0
for text in ["float.fromhex('zz')", "float.fromhex('0x1p5000')", "float.fromhex('0x')", "float.fromhex(1)"]:
    attempt(text)
#> float.fromhex('zz') !! ValueError: invalid hexadecimal floating-point string
#> float.fromhex('0x1p5000') !! OverflowError: hexadecimal value too large to represent as a float
#> float.fromhex('0x') !! ValueError: invalid hexadecimal floating-point string
#> float.fromhex(1) !! TypeError: bad argument type for built-in operation
print((2.0).is_integer(), (2.5).is_integer(), float("inf").is_integer(), (2.5).conjugate(), (2.5).real, (2.5).imag)
#> True False False 2.5 2.5 0.0
print((2.7).__trunc__(), (-2.7).__floor__(), (-2.7).__ceil__(), (2.5).__int__(), (1e20).__int__())
#> 2 -3 -2 2 100000000000000000000
for text in ["' 1e5 '", "'1_000.5'", "'+inf'", "'-Infinity'", "'nan'", "'.5'", "'5.'", "'1__0'", "''", "'0x10'", "'1e'", "[]", "b'1.5'"]:
    attempt(f"float({text})")
#> float(' 1e5 ') -> 100000.0
#> float('1_000.5') -> 1000.5
#> float('+inf') -> inf
#> float('-Infinity') -> -inf
#> float('nan') -> nan
#> float('.5') -> 0.5
#> float('5.') -> 5.0
#> float('1__0') !! ValueError: could not convert string to float: '1__0'
#> float('') !! ValueError: could not convert string to float: ''
#> float('0x10') !! ValueError: could not convert string to float: '0x10'
#> float('1e') !! ValueError: could not convert string to float: '1e'
#> float([]) !! TypeError: float() argument must be a string or a real number, not 'list'
#> float(b'1.5') -> 1.5
attempt("float('inf').as_integer_ratio()")
#> float('inf').as_integer_ratio() !! OverflowError: cannot convert Infinity to integer ratio
attempt("float('nan').as_integer_ratio()")
#> float('nan').as_integer_ratio() !! ValueError: cannot convert NaN to integer ratio
attempt("float(10 ** 400)")  #> float(10 ** 400) !! OverflowError: int too large to convert to float
print(1e16, 1e15, 1e-4, 1e-5, 1e22, 123456789012345680.0, 1.5e300, 5e-324, 1.7976931348623157e308, 100.0, -0.0)
#> 1e+16 1000000000000000.0 0.0001 1e-05 1e+22 1.2345678901234568e+17 1.5e+300 5e-324 1.7976931348623157e+308 100.0 -0.0
