# cmath: functions of complex numbers.
import cmath

print(cmath.sqrt(-1), cmath.sqrt(3 + 4j), cmath.exp(1j * cmath.pi).real, cmath.log(1j), cmath.log(8, 2))
#> 1j (2+1j) -1.0 1.5707963267948966j (3+0j)
print(cmath.phase(-1), cmath.polar(1j), cmath.rect(2, 0), cmath.isclose(cmath.rect(1, cmath.pi / 2), 1j, abs_tol=1e-9))
#> 3.141592653589793 (1.0, 1.5707963267948966) (2+0j) True
print(cmath.sin(0), cmath.cos(0), cmath.tan(0), cmath.sinh(0), cmath.cosh(0), cmath.tanh(0))
#> 0j (1-0j) 0j 0j (1+0j) 0j
print(cmath.asin(0), cmath.acos(1), cmath.atan(0), cmath.asinh(0), cmath.acosh(1), cmath.atanh(0))
#> 0j -0j 0j 0j 0j 0j
print(cmath.isnan(complex(0, float("nan"))), cmath.isinf(cmath.infj), cmath.isfinite(1j), cmath.pi, cmath.infj)
#> True True True 3.141592653589793 infj


class Turned:
    def __complex__(self):
        return 4j


print(cmath.polar(Turned()))  #> (4.0, 1.5707963267948966)
for call in (lambda: cmath.log(0), lambda: cmath.exp(1000), lambda: cmath.sqrt("a"), lambda: cmath.sqrt(), lambda: cmath.atanh(1)):
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__ + ":", error)
#> ValueError: math domain error
#> OverflowError: math range error
#> TypeError: must be real number, not str
#> TypeError: cmath.sqrt() takes exactly one argument (0 given)
#> ValueError: math domain error
