# Calls of core classes with one argument.
print(int("12"), int("-7"), int("007"), int(True), int(-3.9), int(1e18), int(" 5 "), int("1_0"))
#> 12 -7 7 1 -3 1000000000000000000 5 10
print(float("1.5"), float(2), float(" -1e3 "), float("inf"), float(True), bool([]), bool("a"))
#> 1.5 2.0 -1000.0 inf 1.0 False True
print(list("ab"), list((1, 2)), tuple([1, 2]), list({1: 2}), tuple(range(3)), sorted(set([2, 1, 2])))
#> ['a', 'b'] [1, 2] (1, 2) [1] (0, 1, 2) [1, 2]
print(list(map(int, ["1", "2"])), list(map(str, [1, None])), tuple(x * x for x in (1, 2)))
#> [1, 2] ['1', 'None'] (1, 4)
pair = (1, 2)
print(tuple(pair) is pair, list([1]) == [1], int(10**30) == 10**30)  #> True True True


class Sized:
    def __len__(self):
        print("asked")
        return 2

    def __iter__(self):
        return iter("xy")


print(list(Sized()))
#> asked
#> ['x', 'y']
for call in (lambda: int(""), lambda: int("1.5"), lambda: int("--1"), lambda: float("x"), lambda: list(1), lambda: set([[]])):
    try:
        call()
    except (TypeError, ValueError) as error:
        print(error)
#> invalid literal for int() with base 10: ''
#> invalid literal for int() with base 10: '1.5'
#> invalid literal for int() with base 10: '--1'
#> could not convert string to float: 'x'
#> 'int' object is not iterable
#> unhashable type: 'list'
