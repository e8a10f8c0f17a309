# A set holds the object that came first of those that are equal; a dict keeps its key and takes the new value.
first, second = (1, [].__len__()), tuple([1, 0])
members = {first}
members.add(second)
kept = members.pop()
table = {first: ["old"]}
new = ["new"]
table[second] = new
key = next(iter(table))
print(first == second, len(table))  #> True 1

# shared: first, kept, key
# apart: first, second
