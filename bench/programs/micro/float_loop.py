# Float arithmetic: a series, term by term.
def work(terms):
    total = 0.0
    sign = 1.0
    divisor = 1.0
    for _ in range(terms):
        total += sign / divisor
        sign = -sign
        divisor += 2.0
        total = total * 1.0000001 - 0.00000005 * total
    return total


print(work(12_000_000))
