# The target of `for` may be any target.
cells = [None, None]
for cells[0] in range(3):
    pass
print(cells)  #> [2, None]


class Holder:
    pass


holder = Holder()
for holder.item in "ab":
    pass
print(holder.item)  #> b
for index, (left, right) in enumerate([(1, 2), (3, 4)]):
    print(index, left, right)
#> 0 1 2
#> 1 3 4
