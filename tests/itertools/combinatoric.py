# product, permutations and both kinds of combinations.
from itertools import combinations, combinations_with_replacement, permutations, product

print(list(product("ab", [1, 2])))  #> [('a', 1), ('a', 2), ('b', 1), ('b', 2)]
print(list(product([0, 1], repeat=3)))
#> [(0, 0, 0), (0, 0, 1), (0, 1, 0), (0, 1, 1), (1, 0, 0), (1, 0, 1), (1, 1, 0), (1, 1, 1)]
print(list(product()), list(product([1], [])), list(product("ab", repeat=0)))  #> [()] [] [()]
print(["".join(p) for p in permutations("abc")])  #> ['abc', 'acb', 'bac', 'bca', 'cab', 'cba']
print(["".join(p) for p in permutations("abcd", 2)])
#> ['ab', 'ac', 'ad', 'ba', 'bc', 'bd', 'ca', 'cb', 'cd', 'da', 'db', 'dc']
print(list(permutations([1], 2)), list(permutations([])), list(permutations([1, 2], 0)))  #> [] [()] [()]
print(["".join(c) for c in combinations("abcd", 2)])  #> ['ab', 'ac', 'ad', 'bc', 'bd', 'cd']
print(list(combinations("ab", 0)), list(combinations("ab", 3)))  #> [()] []
print(["".join(c) for c in combinations_with_replacement("abc", 2)])  #> ['aa', 'ab', 'ac', 'bb', 'bc', 'cc']
print(list(combinations_with_replacement([], 2)), list(combinations_with_replacement([], 0)))  #> [] [()]
print(sum(1 for _ in permutations(range(6))), sum(1 for _ in combinations(range(20), 3)))  #> 720 1140

once = product([1, 2], [3])
print(next(once), next(once), next(once, "end"), next(once, "end"))  #> (1, 3) (2, 3) end end

row = [[]]
for pair in product(row, repeat=2):
    pair[0].append("seen")
    print(pair, pair[0] is pair[1])
#> (['seen'], ['seen']) True


def attempt(call):
    try:
        print(list(call()))
    except (TypeError, ValueError) as error:
        print(type(error).__name__ + ":", error)


attempt(lambda: combinations("ab", -1))  #> ValueError: r must be non-negative
attempt(lambda: combinations("ab"))  #> TypeError: combinations() missing required argument 'r' (pos 2)
attempt(lambda: combinations())  #> TypeError: combinations() missing required argument 'iterable' (pos 1)
attempt(lambda: permutations("ab", "x"))  #> TypeError: Expected int as r
attempt(lambda: permutations("ab", -1))  #> ValueError: r must be non-negative
attempt(lambda: product("ab", repeat=-1))  #> ValueError: repeat argument cannot be negative
attempt(lambda: product("ab", times=2))  #> TypeError: product() got an unexpected keyword argument 'times'
attempt(lambda: combinations(5, 1))  #> TypeError: 'int' object is not iterable
