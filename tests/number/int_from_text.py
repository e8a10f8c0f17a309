# int(): text in every base, other numbers, hooks, and what is refused.

def attempt(text):
    try:
        print(text, "->", repr(eval(text)))
    except Exception as error:
        print(text, "!!", f"{type(error).__name__}: {error}".strip())

for text in ["' 12 '", "'-12'", "'+1_000'", "'0x1f', 16", "'1f', 16", "'0b101', 0", "'0o17', 0", "'00', 0", "'z', 36"]:
    attempt(f"int({text})")
#> int(' 12 ') -> 12
#> int('-12') -> -12
#> int('+1_000') -> 1000
#> int('0x1f', 16) -> 31
#> int('1f', 16) -> 31
#> int('0b101', 0) -> 5
#> int('0o17', 0) -> 15
#> int('00', 0) -> 0
#> int('z', 36) -> 35
for text in ["''", "'_1'", "'1_'", "'1__0'", "'0x'", "'012', 0", "'12', 2", "'1 2'", "'12', 1", "'12', 37", "b'zz'"]:
    attempt(f"int({text})")
#> int('') !! ValueError: invalid literal for int() with base 10: ''
#> int('_1') !! ValueError: invalid literal for int() with base 10: '_1'
#> int('1_') !! ValueError: invalid literal for int() with base 10: '1_'
#> int('1__0') !! ValueError: invalid literal for int() with base 10: '1__0'
#> int('0x') !! ValueError: invalid literal for int() with base 10: '0x'
#> int('012', 0) !! ValueError: invalid literal for int() with base 0: '012'
#> int('12', 2) !! ValueError: invalid literal for int() with base 2: '12'
#> int('1 2') !! ValueError: invalid literal for int() with base 10: '1 2'
#> int('12', 1) !! ValueError: int() base must be >= 2 and <= 36, or 0
#> int('12', 37) !! ValueError: int() base must be >= 2 and <= 36, or 0
#> int(b'zz') !! ValueError: invalid literal for int() with base 10: b'zz'
for text in ["1.9", "-1.9", "1e20", "float('nan')", "float('inf')", "True", "[]", "None", "1, 2", "base=10", "1j"]:
    attempt(f"int({text})")
#> int(1.9) -> 1
#> int(-1.9) -> -1
#> int(1e20) -> 100000000000000000000
#> int(float('nan')) !! ValueError: cannot convert float NaN to integer
#> int(float('inf')) !! OverflowError: cannot convert float infinity to integer
#> int(True) -> 1
#> int([]) !! TypeError: int() argument must be a string, a bytes-like object or a real number, not 'list'
#> int(None) !! TypeError: int() argument must be a string, a bytes-like object or a real number, not 'NoneType'
#> int(1, 2) !! TypeError: int() can't convert non-string with explicit base
#> int(base=10) !! TypeError: int() missing string argument
#> int(1j) !! TypeError: int() argument must be a string, a bytes-like object or a real number, not 'complex'
print(int(), int("٣٤"), int("\n7\t"), int(b"12"), int("9" * 30))  #> 0 34 7 12 999999999999999999999999999999


class Hooked:
    def __int__(self):
        return 7

    def __index__(self):
        return 3


class Indexed:
    def __index__(self):
        return 5


class Wrong:
    def __int__(self):
        return "x"


print(int(Hooked()), int(Indexed()), [10, 11, 12, 13, 14, 15][Indexed()], hex(Hooked()))  #> 7 5 15 0x3
attempt("int(Wrong())")  #> int(Wrong()) !! TypeError: __int__ returned non-int (type str)
attempt("int('9' * 5000)")
#> int('9' * 5000) !! ValueError: Exceeds the limit (4300 digits) for integer string conversion: value has 5000 digits; use sys.set_int_max_str_digits() to increase the limit
attempt("str(10 ** 5000)")
#> str(10 ** 5000) !! ValueError: Exceeds the limit (4300 digits) for integer string conversion; use sys.set_int_max_str_digits() to increase the limit
attempt("len(hex(10 ** 5000))")  #> len(hex(10 ** 5000)) -> 4155
