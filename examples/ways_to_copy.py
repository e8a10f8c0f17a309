# Five ways to copy a list, one result: a new outer list with the same elements.
import copy

inner = [1]
original = [inner, 2]
by_slice = original[:]
by_list = list(original)
by_method = original.copy()
by_star = [*original]
by_module = copy.copy(original)

inner.append(99)         # seen through all of them
print(by_slice, by_list, by_method, by_star, by_module)  #> [[1, 99], 2] [[1, 99], 2] [[1, 99], 2] [[1, 99], 2] [[1, 99], 2]

# apart: original, by_slice, by_list, by_method, by_star, by_module
# shared: original[0], by_slice[0], by_list[0], by_method[0], by_star[0], by_module[0]
