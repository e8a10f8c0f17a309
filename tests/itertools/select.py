# Iterators that give some of what another gives.
from itertools import accumulate, compress, dropwhile, filterfalse, islice, starmap, takewhile

print(list(accumulate([1, 2, 3, 4])), list(accumulate([])), list(accumulate([], initial=5)))  #> [1, 3, 6, 10] [] [5]
print(list(accumulate([3, 1, 4, 1, 5], max)), list(accumulate(["a", "b"], initial="")))
#> [3, 3, 4, 4, 5] ['', 'a', 'ab']
print(list(accumulate([2, 3, 4], lambda a, b: a * b)))  #> [2, 6, 24]
print(list(compress("abcdef", [1, 0, 1, 0, 1])))  #> ['a', 'c', 'e']
print(list(takewhile(lambda x: x < 3, [1, 2, 3, 1])), list(dropwhile(lambda x: x < 3, [1, 2, 3, 1])))  #> [1, 2] [3, 1]
print(list(filterfalse(None, [0, 1, "", "a", []])), list(filterfalse(lambda x: x % 2, range(6))))
#> [0, '', []] [0, 2, 4]
print(list(starmap(lambda a, b: a + b, [(1, 2), [3, 4], "ab"])))  #> [3, 7, 'ab']

source = iter(range(10))
print(list(islice(source, 3)), next(source), list(islice(source, 1, None, 2)))  #> [0, 1, 2] 3 [5, 7, 9]
print(list(islice("abcdef", 2, 5)), list(islice("abcdef", 0, None, 4)), list(islice("ab", 0)), list(islice("ab", None)))
#> ['c', 'd', 'e'] ['a', 'e'] [] ['a', 'b']
part = islice(iter([1, 2, 3]), 2)
print(next(part), next(part), next(part, "end"))  #> 1 2 end

taken = takewhile(bool, [1, 0, 1])
print(next(taken), next(taken, "end"), next(taken, "end"))  #> 1 end end


def attempt(call):
    try:
        print(list(call()))
    except (TypeError, ValueError) as error:
        print(type(error).__name__ + ":", error)


attempt(lambda: islice([], -1))
#> ValueError: Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.
attempt(lambda: islice([], 1, -1))
#> ValueError: Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.
attempt(lambda: islice([], 0, 1, 0))  #> ValueError: Step for islice() must be a positive integer or None.
attempt(lambda: islice([], "a"))
#> ValueError: Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.
attempt(lambda: islice([]))  #> TypeError: islice expected at least 2 arguments, got 1
attempt(lambda: starmap(max, [5]))  #> TypeError: 'int' object is not iterable
attempt(lambda: takewhile(bool))  #> TypeError: takewhile expected 2 arguments, got 1
attempt(lambda: compress([1]))  #> TypeError: compress() missing required argument 'selectors' (pos 2)
attempt(lambda: accumulate())  #> TypeError: accumulate() missing required argument 'iterable' (pos 1)
attempt(lambda: accumulate([1, "a"]))  #> TypeError: unsupported operand type(s) for +: 'int' and 'str'
