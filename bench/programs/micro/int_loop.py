# Integer arithmetic and comparisons in a while loop.
from sys import argv


def work(limit):
    total = 0
    number = 0
    while number < limit:
        if number % 3 == 0 or number & 4:
            total += number * 2
        else:
            total -= number // 3
        number += 1
    return total


print(work(int(argv[1]) if argv[1:] else 12_000_000))
