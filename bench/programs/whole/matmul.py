# Matrix multiplication on lists of lists, three ways.
def by_index(a, b):
    size = len(a)
    result = [[0] * size for _ in range(size)]
    for i in range(size):
        for j in range(size):
            total = 0
            for k in range(size):
                total += a[i][k] * b[k][j]
            result[i][j] = total
    return result


def by_rows(a, b):
    columns = list(zip(*b))
    return [[sum([x * y for x, y in zip(row, column)]) for column in columns] for row in a]


def by_updates(a, b):
    result = []
    for row in a:
        line = [0] * len(b)
        for factor, other in zip(row, b):
            for j, value in enumerate(other):
                line[j] += factor * value
        result.append(line)
    return result


def matrix(size, seed):
    return [[(i * seed + j * 7) % 13 - 6 for j in range(size)] for i in range(size)]


a, b = matrix(150, 3), matrix(150, 5)
c = by_index(a, b)
assert c == by_rows(a, b) == by_updates(a, b)
floats = by_index([[x / 3 for x in row] for row in a], [[x / 7 for x in row] for row in b])
print(sum(map(sum, c)), sum(c[i][i] for i in range(150)), f"{floats[3][4]:.6f}")
