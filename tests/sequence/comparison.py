# Comparison of lists and tuples: item by item, identity first, and whose result it is.

def attempt(text):
    try:
        print(text, "->", repr(eval(text)))
    except Exception as error:
        print(text, "!!", f"{type(error).__name__}: {error}".strip())

print([1, 2] < [1, 3], [1, 2] < [1, 2, 0], [2] > [1, 9], [1, 2] <= [1, 2], [] < [1], [1, 2] == [1, 2], [1] != [1])
#> True True True True True True False
print((1, 2) < (1, 3), (1,) == [1], [1] == (1,), (1, "a") == (1, "a"), () >= (), (1, 2) > (1,))
#> True False False True True True
print([1, "a"] < [2, None], [[1], [2]] < [[1], [3]], [1, 2.0] == [1.0, 2])  #> True True True
for text in ["[1] < (1,)", "[1] < 1", "[1, 'a'] < [1, 2]", "(None,) < (1,)", "[{}] < [{1: 2}]"]:
    attempt(text)
#> [1] < (1,) !! TypeError: '<' not supported between instances of 'list' and 'tuple'
#> [1] < 1 !! TypeError: '<' not supported between instances of 'list' and 'int'
#> [1, 'a'] < [1, 2] !! TypeError: '<' not supported between instances of 'str' and 'int'
#> (None,) < (1,) !! TypeError: '<' not supported between instances of 'NoneType' and 'int'
#> [{}] < [{1: 2}] !! TypeError: '<' not supported between instances of 'dict' and 'dict'


class Never:
    def __eq__(self, other):
        return False

    def __repr__(self):
        return "Never"


never = Never()
print([never] == [never], never == never, never in [never], [never].index(never), [never].count(never), (never,) == (never,))
#> True False True 0 1 True


class Loud:
    def __init__(self, n):
        self.n = n

    def __eq__(self, other):
        print("eq", self.n, getattr(other, "n", other))
        return self.n == getattr(other, "n", other)

    def __lt__(self, other):
        print("lt", self.n, other.n)
        return "a truth of its own"


print([Loud(1), Loud(2)] < [Loud(1), Loud(3)])
#> eq 1 1
#> eq 2 3
#> lt 2 3
#> a truth of its own
print(2 in [Loud(1), Loud(2), Loud(3)])
#> eq 1 2
#> eq 2 2
#> True
print([Loud(1)] == [Loud(1), Loud(2)])  #> False


class Shrinks:
    def __eq__(self, other):
        shrinking.clear()
        return False


shrinking = [Shrinks(), Shrinks(), 3]
print(3 in shrinking, shrinking)  #> False []
shrinking = [Shrinks(), 1]
print(shrinking == [0, 1], shrinking)  #> False []
