# The name of an except clause is unbound at its end, on every way out.
def after():
    try:
        raise ValueError("one")
    except ValueError as error:
        kept = error
    try:
        error
    except UnboundLocalError as problem:
        return str(problem), str(kept)


print(after())
#> ("cannot access local variable 'error' where it is not associated with a value", 'one')
error = "module"
try:
    raise ValueError("two")
except ValueError as error:
    pass
print("error" in globals())  #> False


def deleted():
    try:
        raise ValueError("three")
    except ValueError as error:
        del error
    return "no complaint"


def rebound():
    try:
        raise ValueError("four")
    except ValueError as error:
        error = 5
    return "error" in locals()


print(deleted(), rebound())  #> no complaint False


def loop():
    for _ in range(2):
        try:
            raise KeyError("k")
        except KeyError as error:
            continue
    return "error" in locals()


print(loop())  #> False
