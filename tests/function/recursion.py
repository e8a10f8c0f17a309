# Recursion, mutual recursion and the limit.
def factorial(n):
    return 1 if n < 2 else n * factorial(n - 1)


def even(n):
    return True if n == 0 else odd(n - 1)


def odd(n):
    return False if n == 0 else even(n - 1)


print(factorial(30), even(100), odd(100))  #> 265252859812191058636308480000000 True False


def forever(n):
    return forever(n + 1)


try:
    forever(0)
except RecursionError as error:
    print(error)
#> maximum recursion depth exceeded


def ackermann(m, n):
    if m == 0:
        return n + 1
    if n == 0:
        return ackermann(m - 1, 1)
    return ackermann(m - 1, ackermann(m, n - 1))


print(ackermann(2, 6))  #> 15
