# Functions that look at plain items at once say the same as those that ask each of them.
print(any([]), all([]), any([0, None, False]), any((0, 2)), all([1, True]), all([1, 0]), any([[], "a"]), all(["", 1]))
#> False True False True True False True False
print(min([3, 1, 2]), max("b", "a"), min(2, 1.0), max([1, 1.0]), max([True, 1]), min((0.0, -0.0)), max([(1, "b"), (1, "c")]))
#> 1 b 1.0 1 True 0.0 (1, 'c')
print(max([1, 2], key=lambda x: -x), min([], default=7), max("ab", default=1), min([float("nan"), 1.0]))  #> 1 7 b nan
print(sum([1, 2, 3]), sum([]), sum([True, 2]), sum([2**61 - 1, 1]), sum([1, 0.5]), sum([[1], [2]], []), sum((1, 2), 10))
#> 6 0 3 2305843009213693952 1.5 [1, 2] 13
for call in (lambda: min([]), lambda: max(1, "a"), lambda: min([1, "a"]), lambda: sum(["a"]), lambda: max(), lambda: abs("a")):
    try:
        call()
    except (TypeError, ValueError) as error:
        print(error)
#> min() iterable argument is empty
#> '>' not supported between instances of 'str' and 'int'
#> '<' not supported between instances of 'str' and 'int'
#> unsupported operand type(s) for +: 'int' and 'str'
#> max expected at least 1 argument, got 0
#> bad operand type for abs(): 'str'
print(abs(-3), abs(-2.5), abs(True), abs(-(2**61)), abs(-0.0), divmod(-7, 3), divmod(7, -3), divmod(7.5, 2))
#> 3 2.5 1 2305843009213693952 0.0 (-3, 2) (-3, -2) (3.0, 1.5)
print(isinstance(1, (str, float)), isinstance("a", (int, str)), isinstance(True, int), isinstance(None, (int, type(None))))
#> False True True True
print(sorted([(2, "b"), (1, "c"), (2, "a"), (1, "c")]), sorted([(1, "b"), (0, 1)]), sorted([(1,), (1, 0), ()]))
#> [(1, 'c'), (1, 'c'), (2, 'a'), (2, 'b')] [(0, 1), (1, 'b')] [(), (1,), (1, 0)]
words = ["bb", "a", "ccc", "dd"]
print(sorted(words, key=lambda w: (-len(w), w)), sorted(words, key=lambda w: (len(w),), reverse=True))
#> ['ccc', 'bb', 'dd', 'a'] ['ccc', 'bb', 'dd', 'a']
items = [1, 2, 3]
print(items.pop(), items.pop(-1), items.pop(0), items)  #> 3 2 1 []
array = bytearray(b"abc")
array[-1] = 65
print(array, array[0], b"xyz"[-1])  #> bytearray(b'abA') 97 122
for value in (256, -1, "a", 2**70):
    try:
        array[0] = value
    except (TypeError, ValueError) as error:
        print(error)
#> byte must be in range(0, 256)
#> byte must be in range(0, 256)
#> 'str' object cannot be interpreted as an integer
#> byte must be in range(0, 256)
big = 10**25
print(big + 1 - big, big * -3, -big // 7, -big % 7, big // -big, 5 // -big, 5 % -big, big > 1, -big < 0, big == 10**25)
#> 1 -30000000000000000000000000 -1428571428571428571428572 4 -1 -1 -9999999999999999999999995 True True True
print(2**61 + 2**61, 2**61 - 1 + 1, -(2**61) - 1, 3037000500 * 3037000500, big & 255, big == 1e25, big != "a")
#> 4611686018427387904 2305843009213693952 -2305843009213693953 9223372037000250000 0 False True
try:
    big // 0
except ZeroDivisionError as error:
    print(error)  #> integer division or modulo by zero
print(0.1, 0.25, 1.1, 123456.789, 0.001, 0.0001, 99999.99999, 1e9, 0.30000000000000004, 2.675, 5e-324, 1e22)
#> 0.1 0.25 1.1 123456.789 0.001 0.0001 99999.99999 1000000000.0 0.30000000000000004 2.675 5e-324 1e+22
