# Globals read and rebound by a function.
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


work(12_000_000)
print(total, turns)
