# All ways to put n queens on a board, by sets of taken columns and diagonals, and by permutations.
def solve(size, row, columns, down, up):
    if row == size:
        return 1
    count = 0
    for column in range(size):
        if column not in columns and row + column not in up and row - column not in down:
            columns.add(column)
            up.add(row + column)
            down.add(row - column)
            count += solve(size, row + 1, columns, down, up)
            columns.remove(column)
            up.remove(row + column)
            down.remove(row - column)
    return count


def permutations(items):
    if not items:
        yield ()
    for index, item in enumerate(items):
        for rest in permutations(items[:index] + items[index + 1 :]):
            yield (item,) + rest


def by_permutations(size):
    count = 0
    for order in permutations(tuple(range(size))):
        if len(set(order[i] + i for i in range(size))) == size == len(set(order[i] - i for i in range(size))):
            count += 1
    return count


print(solve(10, 0, set(), set(), set()), by_permutations(9))
