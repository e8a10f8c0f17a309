# Trees made, walked and dropped: the heap at work.
class Node:
    __slots__ = ("left", "right")

    def __init__(self, left, right):
        self.left = left
        self.right = right


def make(depth):
    if depth == 0:
        return Node(None, None)
    return Node(make(depth - 1), make(depth - 1))


def count(node):
    if node.left is None:
        return 1
    return 1 + count(node.left) + count(node.right)


DEEPEST = 14
kept = make(DEEPEST)
print(count(make(DEEPEST + 1)))
for depth in range(4, DEEPEST + 1, 4):
    rounds = 1 << (DEEPEST - depth + 2)
    print(rounds, depth, sum(count(make(depth)) for _ in range(rounds)))
print(count(kept))
