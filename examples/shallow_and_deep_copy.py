# A shallow copy is one level deep: the inner lists have two owners afterwards.
import copy

table = {"row": [1, 2], "column": [3]}
shallow = copy.copy(table)
method = table.copy()
deep = copy.deepcopy(table)

shallow["row"].append(99)
print(table["row"])  #> [1, 2, 99]
print(deep["row"])   #> [1, 2]

# apart: table, shallow, method, deep
# shared: table['row'], shallow['row'], method['row']
# apart: table['row'], deep['row']
