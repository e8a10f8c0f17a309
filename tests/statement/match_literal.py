# Literal, capture, wildcard and or patterns.
def describe(subject):
    match subject:
        case 0 | 1:
            return "small"
        case -1:
            return "minus one"
        case 1.5:
            return "one and a half"
        case "a" | "b" as letter:
            return "letter " + letter
        case True:
            return "never: True equals 1"
        case None:
            return "none"
        case b"x":
            return "bytes"
        case 2 + 3j:
            return "complex"
        case other if isinstance(other, int):
            return f"int {other}"
        case _:
            return "other"


for subject in (0, 1, -1, 1.5, "a", "b", True, None, b"x", 2 + 3j, 42, [], "c"):
    print(repr(subject), describe(subject))
#> 0 small
#> 1 small
#> -1 minus one
#> 1.5 one and a half
#> 'a' letter a
#> 'b' letter b
#> True small
#> None none
#> b'x' bytes
#> (2+3j) complex
#> 42 int 42
#> [] other
#> 'c' other
