# assert raises AssertionError with its message.
assert True
try:
    assert 1 == 2, "numbers differ"
except AssertionError as error:
    print(error, error.args)
#> numbers differ ('numbers differ',)
try:
    assert []
except AssertionError as error:
    print(repr(error))
#> AssertionError()
