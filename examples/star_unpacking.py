# A starred target always gets a new list, whose elements are the old ones.
rows = [[1], [2], [3]]
first, *rest = rows
rest[0].append(0)        # the element is shared
rest.append([4])         # the list is not
print(rows)  #> [[1], [2, 0], [3]]
print(rest)  #> [[2, 0], [3], [4]]

# shared: first, rows[0]
# shared: rest[0], rows[1]
# apart: rest, rows
