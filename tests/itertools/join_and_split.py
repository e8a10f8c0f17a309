# chain, zip_longest, groupby, tee, pairwise, batched.
from itertools import batched, chain, count, groupby, islice, pairwise, tee, zip_longest

print(list(chain("ab", [1], (), {2: 3})), list(chain()))  #> ['a', 'b', 1, 2] []
print(list(chain.from_iterable(["ab", "c"])), list(islice(chain.from_iterable(range(n) for n in count()), 6)))
#> ['a', 'b', 'c'] [0, 0, 1, 0, 1, 2]
print(chain[int])  #> itertools.chain[int]
print(list(zip_longest("abc", [1], fillvalue="-")), list(zip_longest()), list(zip_longest([1], [2, 3])))
#> [('a', 1), ('b', '-'), ('c', '-')] [] [(1, 2), (None, 3)]
print(list(pairwise("abcd")), list(pairwise("a")), list(pairwise([])))  #> [('a', 'b'), ('b', 'c'), ('c', 'd')] [] []
print(list(batched("abcdefg", 3)), list(batched([], 2)))  #> [('a', 'b', 'c'), ('d', 'e', 'f'), ('g',)] []

print([(key, "".join(group)) for key, group in groupby("aaabbaa")])  #> [('a', 'aaa'), ('b', 'bb'), ('a', 'aa')]
print([(key, list(group)) for key, group in groupby([1, 3, 4, 6, 5], lambda n: n % 2)])
#> [(1, [1, 3]), (0, [4, 6]), (1, [5])]
groups = groupby("aabb")
first_key, first_group = next(groups)
second_key, second_group = next(groups)
print(first_key, list(first_group), second_key, list(second_group))  #> a [] b ['b', 'b']
print([key for key, _ in groupby([1, 1, 2, 3, 3])])  #> [1, 2, 3]

one, two = tee(iter(range(200)))
print(sum(one), next(two), sum(two))  #> 19900 0 19900
left, right = tee("abc")
print(next(left), list(right), list(left))  #> a ['a', 'b', 'c'] ['b', 'c']
again = tee(left, 2)
print(len(again), again[0] is left)  #> 2 True
print(tee([], 0))  #> ()
shared = [[]]
for first, second in zip(*tee(shared)):
    print(first is second)
#> True


def attempt(call):
    try:
        print(list(call()))
    except (TypeError, ValueError) as error:
        print(type(error).__name__ + ":", error)


attempt(lambda: batched("abc", 0))  #> ValueError: n must be at least one
attempt(lambda: batched("abc", 2, strict=True))  #> ValueError: batched(): incomplete batch
attempt(lambda: tee([], -1))  #> ValueError: n must be >= 0
attempt(lambda: tee())  #> TypeError: tee expected at least 1 argument, got 0
attempt(lambda: chain(1))  #> TypeError: 'int' object is not iterable
attempt(lambda: chain(x=1))  #> TypeError: chain() takes no keyword arguments
attempt(lambda: groupby())  #> TypeError: groupby() missing required argument 'iterable' (pos 1)
