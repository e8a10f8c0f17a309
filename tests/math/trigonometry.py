# math: angles, hyperbolic functions, gamma and error functions.
import math

print(math.sin(0), math.sin(math.pi / 2), math.cos(math.pi), math.tan(math.pi / 4))  #> 0.0 1.0 -1.0 0.9999999999999999
print(math.sin(math.pi), math.cos(1e22), math.sin(-0.0))  #> 1.2246467991473532e-16 0.523214785395139 -0.0
print(math.asin(1), math.acos(0), math.atan(1), math.atan2(-1, -1), math.atan2(0.0, -0.0))
#> 1.5707963267948966 1.5707963267948966 0.7853981633974483 -2.356194490192345 3.141592653589793
print(math.sinh(1), math.cosh(1), math.tanh(1))  #> 1.1752011936438014 1.5430806348152437 0.7615941559557649
print(math.asinh(1), math.acosh(2), math.atanh(0.5))  #> 0.881373587019543 1.3169578969248166 0.5493061443340548
print(math.degrees(math.pi), math.radians(180), math.degrees(1))  #> 180.0 3.141592653589793 57.29577951308232
print(math.gamma(5), math.gamma(0.5), math.gamma(-1.5), math.lgamma(100), math.lgamma(0.5))
#> 24.0 1.7724538509055159 2.3632718012073544 359.1342053695754 0.5723649429247004
print(math.erf(1), math.erfc(0.5), math.erf(-math.inf))  #> 0.8427007929497149 0.4795001221869535 -1.0


def attempt(call):
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__ + ":", error)


attempt(lambda: math.sin(math.inf))  #> ValueError: math domain error
attempt(lambda: math.acos(2))  #> ValueError: math domain error
attempt(lambda: math.atanh(1))  #> ValueError: math domain error
attempt(lambda: math.acosh(0.5))  #> ValueError: math domain error
attempt(lambda: math.gamma(0))  #> ValueError: math domain error
attempt(lambda: math.gamma(-3))  #> ValueError: math domain error
attempt(lambda: math.gamma(200))  #> OverflowError: math range error
attempt(lambda: math.cosh(1000))  #> OverflowError: math range error
attempt(lambda: math.sin("x"))  #> TypeError: must be real number, not str
attempt(lambda: math.atan2(1))  #> TypeError: atan2 expected 2 arguments, got 1
