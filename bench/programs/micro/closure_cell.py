# Closures that rebind a cell of the enclosing function.
def accumulator():
    total = 0
    calls = 0

    def add(amount):
        nonlocal total, calls
        total += amount
        calls += 1
        if total > 1_000_000:
            total -= 1_000_000
        return total

    return add


def work(times):
    add = accumulator()
    last = 0
    for number in range(times):
        last = add(number)
    return last


print(work(12_000_000))
