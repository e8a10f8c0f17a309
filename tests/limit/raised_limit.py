# A higher recursion limit allows deeper calls.
import sys

sys.setrecursionlimit(20_000)


def depth_of(n):
    return 0 if n == 0 else 1 + depth_of(n - 1)


print(depth_of(15_000))
sys.setrecursionlimit(1000)
try:
    depth_of(5000)
except RecursionError:
    print("too deep")
try:
    sys.setrecursionlimit(0)
except ValueError as error:
    print(error)
try:
    sys.setrecursionlimit("x")
except TypeError as error:
    print(error)
#> 15000
#> too deep
#> recursion limit must be greater or equal than 1
#> 'str' object cannot be interpreted as an integer
