# Operators of int, small and large: results, signs and errors.

def attempt(text):
    try:
        print(text, "->", repr(eval(text)))
    except Exception as error:
        print(text, "!!", f"{type(error).__name__}: {error}".strip())

for pair in [(7, 2), (-7, 2), (7, -2), (-7, -2), (10**20, 7), (-(10**20), 7)]:
    a, b = pair
    print(a // b, a % b, divmod(a, b), a - b, a * b)
#> 3 1 (3, 1) 5 14
#> -4 1 (-4, 1) -9 -14
#> -4 -1 (-4, -1) 9 -14
#> 3 -1 (3, -1) -5 14
#> 14285714285714285714 2 (14285714285714285714, 2) 99999999999999999993 700000000000000000000
#> -14285714285714285715 5 (-14285714285714285715, 5) -100000000000000000007 -700000000000000000000
for text in ["1 / 0", "1 // 0", "1 % 0", "divmod(1, 0)", "0 ** -1", "1 << -1", "1 >> -1"]:
    attempt(text)
#> 1 / 0 !! ZeroDivisionError: division by zero
#> 1 // 0 !! ZeroDivisionError: integer division or modulo by zero
#> 1 % 0 !! ZeroDivisionError: integer modulo by zero
#> divmod(1, 0) !! ZeroDivisionError: integer division or modulo by zero
#> 0 ** -1 !! ZeroDivisionError: 0.0 cannot be raised to a negative power
#> 1 << -1 !! ValueError: negative shift count
#> 1 >> -1 !! ValueError: negative shift count
print(2**61 + 2**61, 2**62 - 1, -(2**62), 2**63 * -1)
#> 4611686018427387904 4611686018427387903 -4611686018427387904 -9223372036854775808
print(4611686018427387903 + 1, -4611686018427387904 - 1)  #> 4611686018427387904 -4611686018427387905
print(1 << 100, (1 << 100) >> 98, -5 >> 1, -1 >> 1000, 0 << 10**30)  #> 1267650600228229401496703205376 4 -3 -1 0
print(5 & -2, 5 | -2, 5 ^ -2, ~5, ~(10**20), 10**20 & 0xFF, -(10**20) | 1)
#> 4 -1 -5 -6 -100000000000000000001 0 -99999999999999999999
print(2**0.5, 2**-1, (-2) ** 2, -(2**2), 0**0, 3**200 % 1000007)  #> 1.4142135623730951 0.5 4 -4 1 959082
print(10**30 / 10**29, (2**60 + 1) / 2**60, 1 / 3, 10**400 / 10**399, 5 / 10**400)
#> 10.0 1.0 0.3333333333333333 10.0 0.0
attempt("10 ** 400 / 3")  #> 10 ** 400 / 3 !! OverflowError: integer division result too large for a float
attempt("10 ** 400 + 1.0")  #> 10 ** 400 + 1.0 !! OverflowError: int too large to convert to float
print(True + True, True * 3, -True, ~0, True & False, True | 2, True ^ True)  #> 2 3 -1 -1 False 3 False
