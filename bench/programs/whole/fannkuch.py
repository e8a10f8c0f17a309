# The most flips that any permutation of 1 to n needs until 1 is on top.
def fannkuch(n):
    permutation = list(range(n))
    counts = [0] * n
    best = 0
    checksum = 0
    sign = 1
    level = n
    while True:
        while level > 1:
            counts[level - 1] = level
            level -= 1
        first = permutation[0]
        if first:
            work = permutation[:]
            flips = 0
            while first:
                work[: first + 1] = work[first::-1]
                flips += 1
                first = work[0]
            if flips > best:
                best = flips
            checksum += sign * flips
        sign = -sign
        while True:
            if level == n:
                return best, checksum
            moved = permutation.pop(0)
            permutation.insert(level, moved)
            counts[level] -= 1
            if counts[level] > 0:
                break
            level += 1


for _ in range(2):
    print(fannkuch(9))
