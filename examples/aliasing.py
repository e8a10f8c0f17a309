# Two names, one list: look at how many arrows reach each box.
import copy

a = [1, 2, [3, 4]]
b = a                    # no copy: a second name for the same list
c = a[:]                 # a new outer list, the same inner list
d = copy.deepcopy(a)     # a new outer list and a new inner list

b.append(5)
a[2].append(6)

print(a)  #> [1, 2, [3, 4, 6], 5]
print(b)  #> [1, 2, [3, 4, 6], 5]
print(c)  #> [1, 2, [3, 4, 6]]
print(d)  #> [1, 2, [3, 4]]

# shared: a, b
# apart: a, c, d
# shared: a[2], c[2]
# apart: a[2], d[2]
