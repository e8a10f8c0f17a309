# Lambdas take every kind of parameter.
print((lambda: 1)(), (lambda x, y=2: x + y)(1), (lambda *a, **k: (a, k))(1, b=2))  #> 1 3 ((1,), {'b': 2})
print((lambda x, /, y, *, z: (x, y, z))(1, y=2, z=3))  #> (1, 2, 3)
compose = lambda f, g: lambda x: f(g(x))
print(compose(lambda x: x + 1, lambda x: x * 2)(5))  #> 11
print((lambda: (yield))().__class__.__name__)  #> generator
print((lambda x: x).__name__)  #> <lambda>
