# A pattern binds its names only when it has matched as a whole; a guard sees them, and they stay.
def attempt(subject):
    try:
        match subject:
            case [first, 0]:
                pass
        return first
    except UnboundLocalError as error:
        return str(error)


print(attempt([5, 0]))  #> 5
print(attempt([5, 1]))  #> cannot access local variable 'first' where it is not associated with a value

match [1, 2]:
    case [x, y] if x > y:
        print("descending")
    case _:
        print("guard failed, names bound:", x, y)
#> guard failed, names bound: 1 2

match {"a": 1, "b": 2}:
    case {"a": left, "c": _}:
        print("c", left)
    case {"a": left, **others}:
        print(left, others)
#> 1 {'b': 2}

match ("go", "north"):
    case ("go", ("north" | "south") as direction):
        print("going", direction)
#> going north
