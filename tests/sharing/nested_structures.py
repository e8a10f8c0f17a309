# Paths through several levels: the same object deep inside two structures.
leaf = {"leaf": True}
tree = {"branches": [{"leaves": [leaf, {"leaf": True}]}], "favourite": leaf}
tree["branches"][0]["leaves"][0]["seen"] = 1
pair = (tree["branches"], tree["branches"][0])
print(tree["favourite"])  #> {'leaf': True, 'seen': 1}

# shared: leaf, tree['favourite'], tree['branches'][0]['leaves'][0], pair[0][0]['leaves'][0]
# shared: pair[1], pair[0][0], tree['branches'][0]
# apart: tree['branches'][0]['leaves'][0], tree['branches'][0]['leaves'][1]
