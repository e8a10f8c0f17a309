# Rows picked from a table are the rows themselves; columns have to be made, so they are new.
table = [[1, 2], [3, 4]]
row = table[1]
column = [line[1] for line in table]
row[0] = 99
column[0] = 77
print(table)  #> [[1, 2], [99, 4]]

mirrored = table[::-1]   # a new list, the same rows
print(mirrored)  #> [[99, 4], [1, 2]]

# shared: row, table[1], mirrored[0]
# apart: table, mirrored
