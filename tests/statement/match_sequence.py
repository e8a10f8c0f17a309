# Sequence patterns take lists, tuples and ranges, not strings.
def describe(subject):
    match subject:
        case []:
            return "empty"
        case [one]:
            return f"one {one}"
        case [1, 2, *rest]:
            return f"starts with 1 2, then {rest}"
        case (first, [inner, *_], last):
            return f"nested {first} {inner} {last}"
        case [first, *_, last]:
            return f"{first} to {last}"
        case str():
            return "a string"
        case _:
            return "no sequence"


for subject in ([], (7,), [1, 2, 3, 4], [1, 2], (0, [5, 6], 9), range(3, 8), "ab", {1, 2}, b"ab"):
    print(repr(subject), "->", describe(subject))
#> [] -> empty
#> (7,) -> one 7
#> [1, 2, 3, 4] -> starts with 1 2, then [3, 4]
#> [1, 2] -> starts with 1 2, then []
#> (0, [5, 6], 9) -> nested 0 5 9
#> range(3, 8) -> 3 to 7
#> 'ab' -> a string
#> {1, 2} -> no sequence
#> b'ab' -> no sequence
