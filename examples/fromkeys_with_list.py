# `dict.fromkeys(keys, [])` gives every key the same list.
shared = dict.fromkeys(["x", "y", "z"], [])
shared["x"].append(1)
print(shared)  #> {'x': [1], 'y': [1], 'z': [1]}

own = {key: [] for key in ["x", "y"]}
own["x"].append(1)
print(own)  #> {'x': [1], 'y': []}

# shared: shared['x'], shared['y'], shared['z']
# apart: own['x'], own['y']
