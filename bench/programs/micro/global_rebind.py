# Globals read and rebound by a function.
from sys import argv


total = 0
step = 3
turns = 0


def advance():
    global total, turns
    total = total + step
    if total > 10_000:
        total = total - 10_000
        turns = turns + 1


def work(times):
    for _ in range(times):
        advance()


work(int(argv[1]) if argv[1:] else 12_000_000)
print(total, turns)
