# math: functions of integers.
import math

print(math.factorial(0), math.factorial(20), math.factorial(30))
#> 1 2432902008176640000 265252859812191058636308480000000
print(math.comb(5, 2), math.comb(100, 50), math.comb(3, 7), math.comb(10**20, 2))
#> 10 100891344545564193334812497256 0 4999999999999999999950000000000000000000
print(math.perm(5, 2), math.perm(5), math.perm(3, 7), math.perm(10**12, 3))
#> 20 120 0 999999999997000000000002000000000000
print(math.gcd(12, 18), math.gcd(12, 18, 27), math.gcd(), math.gcd(0, -4), math.gcd(10**40, 6**30))
#> 6 3 0 4 1073741824
print(math.lcm(4, 6), math.lcm(), math.lcm(3, 0), math.lcm(-4, 6), math.lcm(10**20, 15))
#> 12 1 0 12 300000000000000000000
print(math.isqrt(0), math.isqrt(99), math.isqrt(10**41))  #> 0 9 316227766016837933199
print(math.prod([1, 2, 3, 4]), math.prod([]), math.prod([0.5, 4], start=3), math.prod([2**61, 4]))
#> 24 1 6.0 9223372036854775808
print(math.fsum([0.1] * 10), math.fsum([1e100, 1, -1e100]), math.fsum([]))  #> 1.0 1.0 0.0
print(math.sumprod([1, 2, 3], [4, 5, 6]), math.sumprod([0.1, 0.2], [3, 4]), math.sumprod([10**20], [10**20]))
#> 32 1.1 10000000000000000000000000000000000000000


class Five:
    def __index__(self):
        return 5


print(math.factorial(Five()), math.gcd(Five(), 10), math.comb(Five(), 2))  #> 120 5 10


def attempt(call):
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__ + ":", error)


attempt(lambda: math.factorial(-1))  #> ValueError: factorial() not defined for negative values
attempt(lambda: math.factorial(1.0))  #> TypeError: 'float' object cannot be interpreted as an integer
attempt(lambda: math.factorial(10**20))  #> OverflowError: factorial() argument should not exceed 9223372036854775807
attempt(lambda: math.comb(-1, 2))  #> ValueError: n must be a non-negative integer
attempt(lambda: math.comb(2, -1))  #> ValueError: k must be a non-negative integer
attempt(lambda: math.comb(2))  #> TypeError: comb expected 2 arguments, got 1
attempt(lambda: math.perm(2.5, 1))  #> TypeError: 'float' object cannot be interpreted as an integer
attempt(lambda: math.gcd(1.5))  #> TypeError: 'float' object cannot be interpreted as an integer
attempt(lambda: math.fsum(["a"]))  #> TypeError: must be real number, not str
attempt(lambda: math.fsum([math.inf, -math.inf]))  #> ValueError: -inf + inf in fsum
attempt(lambda: math.fsum([1e308, 1e308]))  #> OverflowError: intermediate overflow in fsum
attempt(lambda: math.sumprod([1], [1, 2]))  #> ValueError: Inputs are not the same length
attempt(lambda: math.prod([1], 2))  #> TypeError: prod() takes exactly 1 positional argument (2 given)
attempt(lambda: math.prod(5))  #> TypeError: 'int' object is not iterable
