# `a, b = b, a` moves two names; no list is copied or changed.
a = ["first"]
b = ["second"]
old_a = a
old_b = b
a, b = b, a
print(a, b)  #> ['second'] ['first']

# shared: a, old_b
# shared: b, old_a
# apart: a, b
