# `|` makes a new dict, `|=` and `update` change the one on the left; the values are shared in each case.
base = {"tags": ["a"]}
same_base = base
merged = base | {"size": 1}
base |= {"size": 2}
merged["tags"].append("b")
print(same_base)  #> {'tags': ['a', 'b'], 'size': 2}
print(merged)  #> {'tags': ['a', 'b'], 'size': 1}

# shared: base, same_base
# apart: base, merged
# shared: base['tags'], merged['tags']
