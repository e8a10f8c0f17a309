# Unpacking assignments: stars, nesting, any iterable on the right.
a, b = 1, 2
print(a, b)  #> 1 2
first, *rest = "abcd"
print(first, rest)  #> a ['b', 'c', 'd']
*start, last = range(4)
print(start, last)  #> [0, 1, 2] 3
x, (y, *z), w = 1, (2, 3, 4), 5
print(x, y, z, w)  #> 1 2 [3, 4] 5
[p, q] = {"k": 1, "l": 2}
print(p, q)  #> k l
head, *middle, tail = [1, 2]
print(head, middle, tail)  #> 1 [] 2
for n, (m, *o) in [(1, (2, 3)), (4, (5,))]:
    print(n, m, o)
#> 1 2 [3]
#> 4 5 []
