# Swaps and rotations of local names by tuple assignment.
def work(times):
    a, b, c, d = 1, 2, 3, 4
    for _ in range(times):
        a, b = b, a
        b, c, d = c, d, b
        a, d = d, a
    return a, b, c, d


print(work(30_000_000))
