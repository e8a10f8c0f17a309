# List, set, dict comprehensions and generator expressions.
print([x * y for x in range(3) for y in range(x + 1) if (x + y) % 2 == 0])  #> [0, 1, 0, 4]
print({x % 3 for x in range(10)}, {k: v for k, v in zip("ab", [1, 2])})  #> {0, 1, 2} {'a': 1, 'b': 2}
print(list(x for x in "abc"), sum(x * x for x in range(5)))  #> ['a', 'b', 'c'] 30
x = "outer"
print([x for x in range(2)], x)  #> [0, 1] outer
print([[column for column in range(row)] for row in range(3)])  #> [[], [0], [0, 1]]
print([y := 1, y ** 2], [last := i for i in range(3)], last)  #> [1, 1] [0, 1, 2] 2
functions = [lambda: i for i in range(3)]
print([f() for f in functions])  #> [2, 2, 2]
lazy = (print("now") or i for i in [1])
print("made")  #> made
print(next(lazy))
#> now
#> 1
print([a for a, *b in [(1, 2, 3), (4,)]], [b for a, *b in [(1, 2, 3), (4,)]])  #> [1, 4] [[2, 3], []]
