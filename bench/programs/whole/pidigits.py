# Digits of pi from a spigot on big integers.
def digits(count):
    q, r, t, k, n, l = 1, 0, 1, 1, 3, 3
    found = []
    while len(found) < count:
        if 4 * q + r - t < n * t:
            found.append(n)
            q, r, n = q * 10, 10 * (r - n * t), (10 * (3 * q + r)) // t - 10 * n
        else:
            q, r, t, k, n, l = q * k, (2 * q + r) * l, t * l, k + 1, (q * (7 * k + 2) + r * l) // (t * l), l + 2
    return found


def machin(places):
    unit = 10 ** (places + 10)

    def inverse_tangent(x):
        power = total = unit // x
        square = x * x
        divisor, sign = 3, -1
        while power:
            power //= square
            total += sign * (power // divisor)
            divisor, sign = divisor + 2, -sign
        return total

    return 4 * (4 * inverse_tangent(5) - inverse_tangent(239)) // 10**10


found = digits(1_000)
other = machin(4_000)
print("".join(map(str, found[-10:])), sum(found), other % 10**10, other // 10**3990)
