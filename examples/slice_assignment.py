# `a[:] = …` changes the list that all its names share; `a = …` moves one name.
first = [1, 2, 3]
also_first = first
first[:] = [7, 8]        # the same list, other elements
print(also_first)  #> [7, 8]

second = [1, 2, 3]
also_second = second
second = [7, 8]          # a new list for one name
print(also_second)  #> [1, 2, 3]

# shared: first, also_first
# apart: second, also_second
