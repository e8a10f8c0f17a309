# functools on functions.
import functools


def power(base, exponent):
    return base ** exponent


square = functools.partial(power, exponent=2)
print(square(5), square.func is power, square.args, square.keywords)  #> 25 True () {'exponent': 2}


@functools.lru_cache(maxsize=None)
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


print(fib(50), fib.cache_info().hits, fib.cache_info().misses)  #> 12586269025 48 51


def logged(function):
    @functools.wraps(function)
    def wrapper(*args):
        return function(*args)
    return wrapper


@logged
def documented():
    """Say so."""


print(documented.__name__, documented.__doc__, documented.__wrapped__.__name__)  #> documented Say so. documented
print(functools.reduce(lambda a, b: a * 10 + b, [1, 2, 3]))  #> 123
