import copy
a = [[1, 2], [3, 4]]
b = a
c = a.copy()
d = copy.deepcopy(a)
b[0].append(99)

# shared: a, b
# shared: a[0], c[0]
# apart: a, c, d
# apart: a[0], d[0]
