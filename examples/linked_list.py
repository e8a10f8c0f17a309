# Objects that refer to objects: follow the arrows from `head` to the end, and the one that goes back.
class Node:
    def __init__(self, value, following=None):
        self.value = value
        self.following = following


head = Node(1, Node(2, Node(3)))
middle = head.following
tail = middle.following
tail.following = head    # a cycle: drawn once

node, values = head, []
for _ in range(5):
    values.append(node.value)
    node = node.following
print(values)  #> [1, 2, 3, 1, 2]

loop = [1]
loop.append(loop)
print(loop)    #> [1, [...]]

# shared: head.following, middle
# shared: head, tail.following
# shared: loop, loop[1]
