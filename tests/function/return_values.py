# Return without a value, several values, return through finally.
def nothing():
    return


def several():
    return 1, 2, *[3, 4]


def through():
    try:
        return "try"
    finally:
        print("finally")


def overridden():
    try:
        return "try"
    finally:
        return "finally"


def loop():
    for i in range(3):
        try:
            continue
        finally:
            if i == 1:
                break
    return i


print(nothing(), several(), through(), overridden(), loop())
#> finally
#> None (1, 2, 3, 4) try finally 1
