# Instances with slots refer to their values as others do.
class Pair:
    __slots__ = ("left", "right")

    def __init__(self, left, right):
        self.left = left
        self.right = right


part = ["part"]
pair = Pair(part, part)
other = Pair(pair, [])
print(other.left.right)  #> ['part']

# shared: part, pair.left, pair.right
# shared: pair, other.left
# apart: other.right, part
