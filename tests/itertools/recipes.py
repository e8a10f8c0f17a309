# The recipes that programs copy from the documentation.
from collections import deque
from itertools import (accumulate, chain, combinations, count, cycle, groupby, islice, pairwise, product, repeat,
                       starmap, tee, zip_longest)
from operator import mul


def take(n, iterable):
    return list(islice(iterable, n))


def grouper(iterable, n, fillvalue=None):
    return zip_longest(*[iter(iterable)] * n, fillvalue=fillvalue)


def powerset(iterable):
    s = list(iterable)
    return chain.from_iterable(combinations(s, r) for r in range(len(s) + 1))


def roundrobin(*iterables):
    iterators = map(iter, iterables)
    for active in range(len(iterables), 0, -1):
        iterators = cycle(islice(iterators, active))
        yield from map(next, iterators)


def sieve(n):
    data = bytearray((0, 1)) * (n // 2)
    for p in range(3, int(n**0.5) + 1, 2):
        if data[p]:
            data[p * p :: p + p] = bytes(len(range(p * p, n, p + p)))
    data[2] = 1
    return [i for i, flag in enumerate(data) if flag]


print(take(3, count(5)), list(grouper("abcde", 2, "x")), list(powerset([1, 2, 3])))
#> [5, 6, 7] [('a', 'b'), ('c', 'd'), ('e', 'x')] [(), (1,), (2,), (3,), (1, 2), (1, 3), (2, 3), (1, 2, 3)]
print(list(roundrobin("abc", "d", "ef")), sieve(40))
#> ['a', 'd', 'e', 'b', 'f', 'c'] [1, 2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37]
print(list(accumulate([1, 2, 3, 4], mul)), sum(map(mul, [1, 2], [3, 4])), list(starmap(pow, zip(range(4), repeat(2)))))
#> [1, 2, 6, 24] 11 [0, 1, 4, 9]
print([(key, sum(1 for _ in group)) for key, group in groupby(sorted("mississippi"))])
#> [('i', 4), ('m', 1), ('p', 2), ('s', 4)]
print(list(deque(iter("abcdef"), maxlen=2)), all(a <= b for a, b in pairwise([1, 2, 2, 5])))  #> ['e', 'f'] True
first, second = tee([1, 2, 3])
next(second)
print(list(zip(first, second)), len(list(product("ab", repeat=4))), next(filter(None, [0, "", 7])))
#> [(1, 2), (2, 3)] 16 7
print(max(map(len, chain(["a", "bbb"], ["cc"]))), dict(zip("abc", count())), list(chain.from_iterable(repeat([1], 2))))
#> 3 {'a': 0, 'b': 1, 'c': 2} [1, 1]
