# The variable of a comprehension is its own; a `for` statement binds a name that stays.
n = "outside"
squares = [n * n for n in range(3)]
print(n)  #> outside
for n in range(3):
    pass
print(n)  #> 2

rows = [[0] for _ in range(2)]      # the body runs again for each row
same = [row for row in rows]        # a new list of the same rows
rows[0].append(1)
print(same)  #> [[0, 1], [0]]

# apart: rows[0], rows[1]
# apart: rows, same
# shared: rows[0], same[0]
