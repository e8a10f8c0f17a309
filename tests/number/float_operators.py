# Operators of float: floors, remainders, powers, signs of zeros, errors.

def attempt(text):
    try:
        print(text, "->", repr(eval(text)))
    except Exception as error:
        print(text, "!!", f"{type(error).__name__}: {error}".strip())

for a, b in [(7.5, 2), (-7.5, 2), (7.5, -2), (-7.5, -2.0), (0.0, -1), (-0.0, 1), (1e308, 1e-5), (5, 0.1)]:
    print(a // b, a % b, divmod(a, b), a / b)
#> 3.0 1.5 (3.0, 1.5) 3.75
#> -4.0 0.5 (-4.0, 0.5) -3.75
#> -4.0 -0.5 (-4.0, -0.5) -3.75
#> 3.0 -1.5 (3.0, -1.5) 3.75
#> -0.0 -0.0 (-0.0, -0.0) -0.0
#> -0.0 0.0 (-0.0, 0.0) -0.0
#> inf 2.776804848460333e-06 (inf, 2.776804848460333e-06) inf
#> 49.0 0.09999999999999973 (49.0, 0.09999999999999973) 50.0
for text in ["1.0 / 0", "1.0 // 0", "1.0 % 0", "divmod(1.0, 0)", "0.0 ** -1", "10.0 ** 400", "1.5 & 1", "~1.5"]:
    attempt(text)
#> 1.0 / 0 !! ZeroDivisionError: float division by zero
#> 1.0 // 0 !! ZeroDivisionError: float floor division by zero
#> 1.0 % 0 !! ZeroDivisionError: float modulo by zero
#> divmod(1.0, 0) !! ZeroDivisionError: float divmod()
#> 0.0 ** -1 !! ZeroDivisionError: 0.0 cannot be raised to a negative power
#> 10.0 ** 400 !! OverflowError: (34, 'Numerical result out of range')
#> 1.5 & 1 !! TypeError: unsupported operand type(s) for &: 'float' and 'int'
#> ~1.5 !! TypeError: bad operand type for unary ~: 'float'
print(1e308 * 10, -1e308 * 10, float("inf") - float("inf"), 1e-320 / 10, 5e-324 / 2)  #> inf -inf nan 1e-321 0.0
print(2.0**0.5, (-8.0) ** 2, 0.0**0, float("nan") ** 0, 1 ** float("nan"), 2.0**-1074)
#> 1.4142135623730951 64.0 1.0 1.0 1.0 5e-324
print((-2.0) ** 0.5, (-8) ** (1 / 3))
#> (8.659560562354934e-17+1.4142135623730951j) (1.0000000000000002+1.7320508075688772j)
print(0.1 + 0.2, 1.1 * 3, 1 / 3, 2 / 3, 1e16 + 1, 123456789.123456789)
#> 0.30000000000000004 3.3000000000000003 0.3333333333333333 0.6666666666666666 1e+16 123456789.12345679
print(1 == 1.0, 2**53 == float(2**53), 2**53 + 1 == float(2**53), 2**53 + 1 > float(2**53), 10**400 > 1e308)
#> True True False True True
nan = float("nan")
print(nan == nan, nan != nan, nan < 1, [nan] == [nan], nan in [nan], min(1, nan), max(1, nan), float("nan") in [nan])
#> False True False True True 1 1 False
print(hash(0.5), hash(1.0), hash(-1.0), hash(1e300), hash(float("inf")), hash(-float("inf")), hash(-0.0))
#> 1152921504606846976 1 -2 1224995262755759164 314159 -314159 0
attempt("1.5 + 'a'")  #> 1.5 + 'a' !! TypeError: unsupported operand type(s) for +: 'float' and 'str'
attempt("1.5 < 'a'")  #> 1.5 < 'a' !! TypeError: '<' not supported between instances of 'float' and 'str'
attempt("'%d' % 'a'")  #> '%d' % 'a' !! TypeError: %d format: a real number is required, not str
