# An assignment expression in a comprehension binds in the function around it.
def find(values):
    hits = [last := v for v in values if v > 2]
    return hits, last


print(find([1, 3, 5]))  #> ([3, 5], 5)
print([y := 1, y + 1, [y := y + i for i in range(3)]], y)  #> [1, 2, [1, 2, 4]] 4
print(any((match := word) for word in ("", "found", "later")), match)  #> True found


def nested():
    [[inner := (i, j) for j in range(2)] for i in range(2)]
    return inner


def closure():
    def read():
        return seen

    [seen := n for n in range(4)]
    return read()


def declared():
    global shared
    [shared := n for n in range(5)]


declared()
print(nested(), closure(), shared)  #> (1, 1) 3 4
for source in (
    "[x := 1 for x in y]",
    "[y for x in (z := 1)]",
    "class C: [y := 1 for x in z]",
    "[(i := 0) for i in range(3)]",
    "[i for i in range(3) if (j := i) for j in range(2)]",
):
    try:
        compile(source, "<test>", "exec")
    except SyntaxError as error:
        print(error.args[0])
#> assignment expression cannot rebind comprehension iteration variable 'x'
#> assignment expression cannot be used in a comprehension iterable expression
#> assignment expression within a comprehension cannot be used in a class body
#> assignment expression cannot rebind comprehension iteration variable 'i'
#> comprehension inner loop cannot rebind assignment expression target 'j'
