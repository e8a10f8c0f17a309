# Deeply nested data: showing, hashing and freeing it overflows nothing.
nested = []
for _ in range(100_000):
    nested = [nested]
other = []
for _ in range(100_000):
    other = [other]
print(nested is not other)
try:
    repr(nested)
except RecursionError as error:
    print("repr:", type(error).__name__)
key = ()
for _ in range(100_000):
    key = (key,)
try:
    hash(key)
except RecursionError as error:
    print("hash:", type(error).__name__)
del nested, other, key


class Node:
    def __init__(self, next):
        self.next = next


chain = None
for _ in range(200_000):
    chain = Node(chain)
del chain
print("all is freed")
loop = []
loop.append(loop)
print(loop)
table = {}
table["me"] = table
print(table)
#> True
#> repr: RecursionError
#> all is freed
#> [[...]]
#> {'me': {...}}
