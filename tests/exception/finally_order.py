# finally runs on every way out, and a jump in it wins.
def ways(which):
    log = []
    for i in range(3):
        try:
            log.append(i)
            if which == "continue" and i == 0:
                continue
            if which == "break" and i == 1:
                break
            if which == "return" and i == 1:
                return log
            if which == "raise" and i == 1:
                raise ValueError(which)
        except ValueError as error:
            log.append(str(error))
        else:
            log.append("else")
        finally:
            log.append("finally")
    else:
        log.append("loop else")
    return log


for which in ("none", "continue", "break", "return", "raise"):
    print(which, ways(which))
#> none [0, 'else', 'finally', 1, 'else', 'finally', 2, 'else', 'finally', 'loop else']
#> continue [0, 'finally', 1, 'else', 'finally', 2, 'else', 'finally', 'loop else']
#> break [0, 'else', 'finally', 1, 'finally']
#> return [0, 'else', 'finally', 1, 'finally']
#> raise [0, 'else', 'finally', 1, 'raise', 'finally', 2, 'else', 'finally', 'loop else']


def override():
    try:
        return "try"
    finally:
        return "finally"


def swallow():
    while True:
        try:
            raise KeyError("lost")
        finally:
            break
    return "went on"


def nested():
    try:
        try:
            1 / 0
        finally:
            print("inner")
    except ZeroDivisionError as error:
        return f"outer {error}"
    finally:
        print("last")


print(override(), swallow(), nested())
#> inner
#> last
#> finally went on outer division by zero
