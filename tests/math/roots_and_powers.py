# math: roots, powers, logarithms, rounding.
import math

print(math.sqrt(2), math.isqrt(10**20), math.isqrt(24))  #> 1.4142135623730951 10000000000 4
print(math.pow(2, 0.5), math.pow(0, 0), math.pow(-8, 3), math.exp(1), math.exp2(10), math.expm1(1e-10))
#> 1.4142135623730951 1.0 -512.0 2.718281828459045 1024.0 1.00000000005e-10
print(math.log(math.e), math.log(8, 2), math.log2(1024), math.log10(1000), math.log1p(1e-10))
#> 1.0 3.0 10.0 3.0 9.999999999500001e-11
print(math.log(10**400), math.log2(2**2000), math.log10(10**500))  #> 921.0340371976182 2000.0 500.0
print(math.floor(-2.5), math.ceil(-2.5), math.trunc(-2.5), math.floor(1e20), math.ceil(True))
#> -3 -2 -2 100000000000000000000 1
print(math.modf(-3.75), math.frexp(8.5), math.ldexp(0.5, 4), math.fmod(-7, 3), math.remainder(7, 4))
#> (-0.75, -3.0) (0.53125, 4) 8.0 -1.0 -1.0
print(math.hypot(3, 4), math.hypot(1, 1, 1), math.dist((0, 0), (3, 4)), math.hypot())
#> 5.0 1.7320508075688772 5.0 0.0
print(math.copysign(3, -0.0), math.fabs(-2), math.isclose(0.1 + 0.2, 0.3), math.isclose(1, 2, abs_tol=1))
#> -3.0 2.0 True True
print(math.isnan(math.nan), math.isinf(-math.inf), math.isfinite(1e308))  #> True True True
print(math.nextafter(1, 2), math.nextafter(1, 0, steps=3), math.ulp(1), math.ulp(0))
#> 1.0000000000000002 0.9999999999999997 2.220446049250313e-16 5e-324
print(math.fma(2, 3, 4), math.pi, math.e, math.tau, math.inf, math.nan)
#> 10.0 3.141592653589793 2.718281828459045 6.283185307179586 inf nan


class Exact:
    def __float__(self):
        return 6.25

    def __floor__(self):
        return "floor"


print(math.sqrt(Exact()), math.floor(Exact()), math.ceil(Exact()))  #> 2.5 floor 7


def attempt(call):
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__ + ":", error)


attempt(lambda: math.sqrt(-1))  #> ValueError: math domain error
attempt(lambda: math.log(0))  #> ValueError: math domain error
attempt(lambda: math.log(-5, 2))  #> ValueError: math domain error
attempt(lambda: math.log(2, 1))  #> ZeroDivisionError: float division by zero
attempt(lambda: math.exp(1000))  #> OverflowError: math range error
attempt(lambda: math.pow(0, -1))  #> ValueError: math domain error
attempt(lambda: math.pow(2, 10000))  #> OverflowError: math range error
attempt(lambda: math.sqrt("4"))  #> TypeError: must be real number, not str
attempt(lambda: math.sqrt(10**400))  #> OverflowError: int too large to convert to float
attempt(lambda: math.floor(math.inf))  #> OverflowError: cannot convert float infinity to integer
attempt(lambda: math.ceil(math.nan))  #> ValueError: cannot convert float NaN to integer
attempt(lambda: math.trunc("1"))  #> TypeError: type str doesn't define __trunc__ method
attempt(lambda: math.sqrt())  #> TypeError: math.sqrt() takes exactly one argument (0 given)
attempt(lambda: math.ldexp(1, 5000))  #> OverflowError: math range error
attempt(lambda: math.ldexp(1, 1.0))  #> TypeError: Expected an int as second argument to ldexp.
attempt(lambda: math.isqrt(-1))  #> ValueError: isqrt() argument must be nonnegative
attempt(lambda: math.fmod(1, 0))  #> ValueError: math domain error
attempt(lambda: math.dist([1], [1, 2]))  #> ValueError: both points must have the same number of dimensions
attempt(lambda: math.isclose(1, 1, rel_tol=-1))  #> ValueError: tolerances must be non-negative
