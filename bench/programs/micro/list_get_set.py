# Reading and writing list items by index: a sieve.
from sys import argv


def sieve(limit):
    flags = [True] * (limit + 1)
    number = 2
    while number * number <= limit:
        if flags[number]:
            multiple = number * number
            while multiple <= limit:
                flags[multiple] = False
                multiple += number
        number += 1
    count = 0
    for index in range(2, limit + 1):
        if flags[index]:
            count += 1
    return count


def rotate(times):
    ring = list(range(100))
    for _ in range(times):
        first = ring[0]
        for index in range(99):
            ring[index] = ring[index + 1]
        ring[99] = first
    return ring[0]


size = int(argv[1]) if argv[1:] else 5_000_000
print(sieve(size), rotate(size * 12 // 1000))
