# Every augmented assignment on every kind of target.
n = 7
n += 3
n -= 1
n *= 4
print(n)  #> 36
n //= 5
n %= 4
n **= 5
print(n)  #> 243
n <<= 3
n >>= 1
n |= 3
n &= 6
n ^= 5
print(n)  #> 3
f = 7
f /= 2
print(f)  #> 3.5
values = [1, 2, 3]
values[1] += 10
values[-1] *= 2
print(values)  #> [1, 12, 6]


class Counter:
    count = 0


counter = Counter()
counter.count += 1
print(counter.count, Counter.count)  #> 1 0


class Matrix:
    def __matmul__(self, other):
        return "matmul"

    def __imatmul__(self, other):
        return "imatmul"


m = Matrix()
m @= 1
print(m)  #> imatmul
