# count, cycle and repeat: iterators without an end of their own.
from itertools import count, cycle, islice, repeat

print(list(islice(count(), 4)))  #> [0, 1, 2, 3]
print(list(islice(count(10, -3), 4)))  #> [10, 7, 4, 1]
print(list(islice(count(0.5, 0.25), 3)))  #> [0.5, 0.75, 1.0]
print(list(islice(count(2**61 - 2), 4)))
#> [2305843009213693950, 2305843009213693951, 2305843009213693952, 2305843009213693953]
print(count(3), count(3, 1), count(3, 2), count(1, 1.0), count(step=-1))
#> count(3) count(3) count(3, 2) count(1, 1.0) count(0, -1)
try:
    count("a")
except TypeError as error:
    print(error)
#> a number is required

print(list(islice(cycle("ab"), 5)))  #> ['a', 'b', 'a', 'b', 'a']
print(list(cycle([])))  #> []
seen = []
around = cycle(seen_item for seen_item in (1, 2, 3))
print([next(around) for _ in range(7)])  #> [1, 2, 3, 1, 2, 3, 1]

shared = []
copies = list(repeat(shared, 3))
copies[0].append(1)
print(copies, copies[0] is copies[2])  #> [[1], [1], [1]] True
twice = repeat("x", 2)
print(twice, next(twice), twice)  #> repeat('x', 1) x repeat('x', 1)
print(list(repeat(1, -5)), repeat(1))  #> [] repeat(1)
print(list(map(lambda base, power: base * power, range(4), repeat(10))))  #> [0, 10, 20, 30]
try:
    repeat()
except TypeError as error:
    print(error)
#> repeat() missing required argument 'object' (pos 1)


class Doubled(count):
    def __next__(self):
        return super().__next__() * 2


doubled = Doubled(4)
doubled.name = "kept"
print(next(doubled), next(doubled), doubled.name)  #> 8 10 kept
print(list(zip(doubled, "ab")))  #> [(12, 'a'), (14, 'b')]
