# A classic: each result is the same list, which is empty in the end, unless a copy is kept.
def walk(depth, path, kept, copies):
    if depth == 0:
        kept.append(path)            # the list itself
        copies.append(path[:])       # a copy of what it is now
        return
    for step in "LR":
        path.append(step)
        walk(depth - 1, path, kept, copies)
        path.pop()


kept, copies = [], []
walk(1, [], kept, copies)
print(kept)  #> [[], []]
print(copies)  #> [['L'], ['R']]

# shared: kept[0], kept[1]
# apart: copies[0], copies[1]
