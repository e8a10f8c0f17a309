# Operators as functions.
import operator

print(operator.add(1, 2), operator.sub(5, 3), operator.mul("ab", 2), operator.truediv(1, 4))  #> 3 2 abab 0.25
print(operator.floordiv(7, 2), operator.mod(7, 3), operator.pow(2, 10), operator.neg(3), operator.inv(5))
#> 3 1 1024 -3 -6
print(operator.and_(6, 3), operator.or_(6, 3), operator.xor(6, 3), operator.lshift(1, 4), operator.rshift(16, 2))
#> 2 7 5 16 4
print(operator.lt(1, 2), operator.ge(1, 2), operator.eq([1], [1]), operator.ne(1, 1.0))  #> True False True False
print(operator.not_([]), operator.truth("a"), operator.is_(None, None), operator.is_not([], []))
#> True True True True
print(operator.contains([1, 2], 2), operator.countOf([1, 2, 1, True], 1), operator.indexOf("abc", "c"))  #> True 3 2
print(operator.concat([1], [2]), operator.length_hint(iter([1, 2, 3])), operator.length_hint(5, 7))  #> [1, 2] 3 7
print(operator.call(max, 3, 9), operator.call(dict, a=1))  #> 9 {'a': 1}

items = [1, 2, 3]
same = operator.iadd(items, [4])
print(same is items, items)  #> True [1, 2, 3, 4]
pair = (1,)
other = operator.iadd(pair, (2,))
print(pair, other)  #> (1,) (1, 2)
operator.setitem(items, 0, "x")
operator.delitem(items, 1)
print(items, operator.getitem(items, -1))  #> ['x', 3, 4] 4
print(operator.index(True), operator.abs(-4.5))  #> 1 4.5


def attempt(call):
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__ + ":", error)


attempt(lambda: operator.add(1))  #> TypeError: add expected 2 arguments, got 1
attempt(lambda: operator.concat(1, 2))  #> TypeError: 'int' object can't be concatenated
attempt(lambda: operator.indexOf([1], 2))  #> ValueError: sequence.index(x): x not in sequence
attempt(lambda: operator.index(1.5))  #> TypeError: 'float' object cannot be interpreted as an integer
attempt(lambda: operator.not_())  #> TypeError: _operator.not_() takes exactly one argument (0 given)
attempt(lambda: operator.add(1, "a"))  #> TypeError: unsupported operand type(s) for +: 'int' and 'str'
attempt(lambda: operator.length_hint([], "a"))  #> TypeError: 'str' object cannot be interpreted as an integer
