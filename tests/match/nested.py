# Patterns within patterns, and what they bind.
class Node:
    __match_args__ = ("value", "children")

    def __init__(self, value, *children):
        self.value = value
        self.children = list(children)


def walk(node):
    match node:
        case Node(v, []):
            return f"leaf {v}"
        case Node(v, [Node(a, []), Node(b, [])]):
            return f"{v} over leaves {a} and {b}"
        case Node(v, [only]):
            return f"{v} over ({walk(only)})"
        case Node(v, [first, *rest]):
            return f"{v} first ({walk(first)}) and {len(rest)} more"


print(walk(Node(1)))  #> leaf 1
print(walk(Node(1, Node(2), Node(3))))  #> 1 over leaves 2 and 3
print(walk(Node(1, Node(2, Node(4)))))  #> 1 over (2 over (leaf 4))
print(walk(Node(1, Node(2), Node(3), Node(5))))  #> 1 first (leaf 2) and 2 more

match {"points": [(0, 1), (2, 3)], "meta": {"unit": "mm"}}:
    case {"points": [(x, _), (_, y)], "meta": {"unit": unit}, **rest}:
        print(x, y, unit, rest)
#> 0 3 mm {}
