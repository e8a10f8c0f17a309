# Methods and attributes of int.

def attempt(text):
    try:
        print(text, "->", repr(eval(text)))
    except Exception as error:
        print(text, "!!", f"{type(error).__name__}: {error}".strip())

print((37).bit_length(), (-37).bit_length(), (0).bit_length(), (2**100).bit_length())  #> 6 6 0 101
print((13).bit_count(), (-13).bit_count(), (2**100 - 1).bit_count())  #> 3 3 100
print((3).real, (3).imag, (3).numerator, (3).denominator, (3).conjugate(), True.real)  #> 3 0 3 1 3 1
print((6).as_integer_ratio(), (6).is_integer(), (5).__trunc__(), (5).__floor__(), (5).__ceil__())
#> (6, 1) True 5 5 5
print((10).__add__(5), (10).__add__(5.0), (10).__radd__(1), (2).__pow__(10), (2).__pow__(10, 1000))
#> 15 NotImplemented 11 1024 24
print((7).__divmod__(2), (7).__rdivmod__(2), (1).__lt__(2), (1).__lt__("a"), (0).__bool__())
#> (3, 1) (0, 2) True NotImplemented False
for digits in (0, -1, -2, -3, -4, 5):
    print(round(12345, digits), round(-15, digits), round(25, digits), round(10**30 + 5, digits))
#> 12345 -15 25 1000000000000000000000000000005
#> 12340 -20 20 1000000000000000000000000000000
#> 12300 0 0 1000000000000000000000000000000
#> 12000 0 0 1000000000000000000000000000000
#> 10000 0 0 1000000000000000000000000000000
#> 12345 -15 25 1000000000000000000000000000005
for text in ["round(1, 'a')", "(1).bit_length(1)", "(1).real.x", "int.__add__(1)", "int.__add__('a', 1)"]:
    attempt(text)
#> round(1, 'a') !! TypeError: 'str' object cannot be interpreted as an integer
#> (1).bit_length(1) !! TypeError: int.bit_length() takes no arguments (1 given)
#> (1).real.x !! AttributeError: 'int' object has no attribute 'x'
#> int.__add__(1) !! TypeError: expected 1 argument, got 0
#> int.__add__('a', 1) !! TypeError: descriptor '__add__' requires a 'int' object but received a 'str'
print(hash(0), hash(-1), hash(2**61 - 1), hash(2**61), hash(-(2**61)), hash(10**30), hash(True))
#> 0 -2 0 1 -2 465258685558744706 1
print(isinstance(True, int), bool.__mro__, int.__name__, (5).__class__, type(2**70))
#> True (<class 'bool'>, <class 'int'>, <class 'object'>) int <class 'int'> <class 'int'>
