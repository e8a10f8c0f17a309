# Values through chains of generators, with `yield from` and `send`.
def numbers(limit):
    number = 0
    while number < limit:
        yield number
        number += 1


def keep(condition, values):
    for value in values:
        if condition(value):
            yield value


def pairs(values):
    previous = None
    for value in values:
        if previous is not None:
            yield previous, value
        previous = value


def flat(nested):
    for item in nested:
        if isinstance(item, list):
            yield from flat(item)
        else:
            yield item


def average():
    total = count = 0
    result = None
    while True:
        value = yield result
        total += value
        count += 1
        result = total / count


def nest(depth):
    return [depth] if depth == 0 else [nest(depth - 1), depth, nest(depth - 1)]


odd = keep(lambda value: value % 3 != 0, numbers(1_000_000))
print(sum(b - a for a, b in pairs(value * 2 for value in odd)))
print(sum(flat(nest(15))))
running = average()
next(running)
for number in numbers(600_000):
    last = running.send(number)
print(last)
