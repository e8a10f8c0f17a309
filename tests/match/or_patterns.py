# Alternatives: the first that matches binds; all bind the same names.
def kind(subject):
    match subject:
        case 0 | 1 | 2:
            return "small"
        case "a" | "b" as letter:
            return "letter " + letter
        case [x] | [x, _] | [x, _, _]:
            return f"starts with {x}"
        case {"name": str(n)} | {"title": str(n)}:
            return f"called {n}"
        case (int() | float()) as number:
            return f"number {number}"
        case None | True | False:
            return "constant"
        case _:
            return "other"


for subject in (1, "b", [7], [7, 8], [7, 8, 9], [7, 8, 9, 10], {"name": "n"}, {"title": "t"}, {"name": 1}):
    print(kind(subject))
#> small
#> letter b
#> starts with 7
#> starts with 7
#> starts with 7
#> other
#> called n
#> called t
#> other
for subject in (5, 2.5, None, True, object):
    print(kind(subject))
#> number 5
#> number 2.5
#> constant
#> small
#> other
