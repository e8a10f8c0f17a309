# A tree: each node refers to two others or to None. Follow `root.left.right`.
class Node:
    def __init__(self, key, left=None, right=None):
        self.key = key
        self.left = left
        self.right = right


root = Node(4, Node(2, Node(1), Node(3)), Node(6))
found = root
while found.key != 3:
    found = found.left if 3 < found.key else found.right
print(found.key)  #> 3

# shared: found, root.left.right
