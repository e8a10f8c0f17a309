# int, float and complex read text: white space, underscores, digits of every script.
print(int("42"), int(" -42\n"), int("+7"), int("1_000"), int("٣٤"), int("०१२"), int(b"12"), int(bytearray(b" 5 ")), int("0"), int("-0"))
#> 42 -42 7 1000 34 12 12 5 0 0
print(int("ff", 16), int("0xFF", 16), int("0b101", 0), int("0o17", 0), int("0x_1f", 0), int("z", 36), int("1010", 2), int("-0x10", 0), int("00", 0))
#> 255 255 5 15 31 35 10 -16 0
print(float("1.5"), float(" -1e3 "), float("1_0.5_0"), float("inf"), float("-Infinity"), float("nan"), float("1e400"), float(".5"), float("5."), float("٣.١٤"), float(b"2.5"))
#> 1.5 -1000.0 10.5 inf -inf nan inf 0.5 5.0 3.14 2.5
print(complex("1+2j"), complex("-j"), complex(" ( 3.5 ) "), complex("1e2-3e-1J"), complex("infj"), complex("nan+infj"), complex("1_0+2_0j"), complex("+5"))
#> (1+2j) -1j (3.5+0j) (100-0.3j) infj (nan+infj) (10+20j) (5+0j)
for call in ("int('')", "int(' ')", "int('1_')", "int('_1')", "int('1__0')", "int('0x1f')", "int('12', 2)", "int('010', 0)", "int('1.5')", "int('é')", "int(b'x')", "int('1', 37)", "int('1', 1)", "int('1', 'a')", "int('1 2')"):
    try:
        print(call, eval(call))
    except (ValueError, TypeError) as error:
        print(error)
#> invalid literal for int() with base 10: ''
#> invalid literal for int() with base 10: ' '
#> invalid literal for int() with base 10: '1_'
#> invalid literal for int() with base 10: '_1'
#> invalid literal for int() with base 10: '1__0'
#> invalid literal for int() with base 10: '0x1f'
#> invalid literal for int() with base 2: '12'
#> invalid literal for int() with base 0: '010'
#> invalid literal for int() with base 10: '1.5'
#> invalid literal for int() with base 10: 'é'
#> invalid literal for int() with base 10: b'x'
#> int() base must be >= 2 and <= 36, or 0
#> int() base must be >= 2 and <= 36, or 0
#> 'str' object cannot be interpreted as an integer
#> invalid literal for int() with base 10: '1 2'
for call in ("float('')", "float('1__0')", "float('1_')", "float('0x10')", "float('1e')", "float('.')", "float('- 1')", "float(b'x')", "float('infinit')", "complex('1+2')", "complex('1 + 2j')", "complex('')", "complex('(1')", "complex('j1')"):
    try:
        print(call, eval(call))
    except ValueError as error:
        print(error)
#> could not convert string to float: ''
#> could not convert string to float: '1__0'
#> could not convert string to float: '1_'
#> could not convert string to float: '0x10'
#> could not convert string to float: '1e'
#> could not convert string to float: '.'
#> could not convert string to float: '- 1'
#> could not convert string to float: b'x'
#> could not convert string to float: 'infinit'
#> complex() arg is a malformed string
#> complex() arg is a malformed string
#> complex() arg is a malformed string
#> complex() arg is a malformed string
#> complex() arg is a malformed string
