# The loop variable is an ordinary name: it outlives the loop, and rebinding it changes no element.
rows = [[1], [2], [3]]
for row in rows:
    row = row + [0]      # rebinds the name `row` only
print(rows)  #> [[1], [2], [3]]
print(row)   #> [3, 0]

for kept in rows:
    kept.append(0)       # changes the element
print(rows)  #> [[1, 0], [2, 0], [3, 0]]

# shared: kept, rows[2]
# apart: row, rows[2]
