# Exceptions raised, caught, passed on through frames and cleaned up after.
class Refused(Exception):
    def __init__(self, number):
        super().__init__(number)
        self.number = number


def check(number):
    if number % 3 == 0:
        raise Refused(number)
    if number % 7 == 0:
        raise KeyError(number)
    return number


def middle(number, log):
    try:
        return check(number)
    finally:
        log[0] += 1


def work(times):
    log = [0]
    total = refused = missing = 0
    for number in range(times):
        try:
            total += middle(number, log)
        except Refused as error:
            refused += error.number & 1
        except (KeyError, IndexError):
            missing += 1
        else:
            total += 1
    return total, refused, missing, log[0]


def lookups(times):
    table = {number: number for number in range(0, 100, 2)}
    found = 0
    for number in range(times):
        try:
            found += table[number % 100]
        except KeyError:
            found -= 1
    return found


def translated(times):
    count = 0
    for number in range(times):
        try:
            try:
                int("x" if number % 2 else "7")
            except ValueError as error:
                raise RuntimeError("translated") from error
        except RuntimeError as error:
            count += error.__cause__ is not None
    return count


print(work(900_000), lookups(900_000), translated(250_000))
