# `x = y = []` binds two names to one list; `x, y = [], []` makes two lists.
x = y = []
x.append(1)
print(y)  #> [1]

p, q = [], []
p.append(1)
print(q)  #> []

# the index on the right is evaluated after `i` is bound, from left to right
i = 0
values = [10, 20, 30]
i, values[i] = 1, 99
print(values)  #> [10, 99, 30]

# shared: x, y
# apart: p, q
