# Branches by truth value.
def kind(value):
    if value is None:
        return "none"
    elif isinstance(value, bool):
        return "bool"
    elif not value:
        return "empty"
    else:
        return "full"


for value in (None, True, 0, "", [], {}, "x", [0], 0.0, -1):
    print(repr(value), kind(value))
#> None none
#> True bool
#> 0 empty
#> '' empty
#> [] empty
#> {} empty
#> 'x' full
#> [0] full
#> 0.0 empty
#> -1 full
