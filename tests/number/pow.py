# pow(): with a modulus, negative exponents, and operands that do not fit.

def attempt(text):
    try:
        print(text, "->", repr(eval(text)))
    except Exception as error:
        print(text, "!!", f"{type(error).__name__}: {error}".strip())

print(pow(2, 10), pow(2, -1), pow(2.0, 3), pow(2, 100, 7), pow(-3, 3, 7), pow(3, 5, -7), pow(3, -1, 7), pow(38, -1, 97))
#> 1024 0.5 8.0 2 1 -2 5 23
print(pow(2, 0, 1), pow(0, 0, 5), pow(10**20, 10**20, 97), pow(-2, 3, 10**30), pow(base=2, exp=5), pow(2, exp=5, mod=3))
#> 0 1 61 999999999999999999999999999992 32 2
for text in [
    "pow(2, 3, 0)", "pow(2, -1, 4)", "pow(2.0, 3, 4)", "pow(2, 3, 4.0)", "pow(1, 'a')", "pow(1, 'a', 2)", "pow(1)",
    "pow(1, 2, 3, 4)", "2 ** 'a'", "pow('a', 1)",
]:
    attempt(text)
#> pow(2, 3, 0) !! ValueError: pow() 3rd argument cannot be 0
#> pow(2, -1, 4) !! ValueError: base is not invertible for the given modulus
#> pow(2.0, 3, 4) !! TypeError: pow() 3rd argument not allowed unless all arguments are integers
#> pow(2, 3, 4.0) !! TypeError: pow() 3rd argument not allowed unless all arguments are integers
#> pow(1, 'a') !! TypeError: unsupported operand type(s) for ** or pow(): 'int' and 'str'
#> pow(1, 'a', 2) !! TypeError: unsupported operand type(s) for ** or pow(): 'int', 'str', 'int'
#> pow(1) !! TypeError: pow() missing required argument 'exp' (pos 2)
#> pow(1, 2, 3, 4) !! TypeError: pow() takes at most 3 arguments (4 given)
#> 2 ** 'a' !! TypeError: unsupported operand type(s) for ** or pow(): 'int' and 'str'
#> pow('a', 1) !! TypeError: unsupported operand type(s) for ** or pow(): 'str' and 'int'


class Power:
    def __pow__(self, exponent, modulus=None):
        return ("pow", exponent, modulus)

    def __rpow__(self, base):
        return ("rpow", base)


print(pow(Power(), 2), pow(Power(), 2, 3), pow(2, Power()), Power() ** 5, 5 ** Power())
#> ('pow', 2, None) ('pow', 2, 3) ('rpow', 2) ('pow', 5, None) ('rpow', 5)
x = Power()
x **= 3
print(x)  #> ('pow', 3, None)
