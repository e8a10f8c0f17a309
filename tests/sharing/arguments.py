# However an argument is passed, the parameter names the caller's object.
def keep(a, /, b, *rest, c, d=None, **more):
    return {"a": a, "b": b, "rest": rest, "c": c, "more": more}


one, two, three, four, five = ["1"], ["2"], ["3"], ["4"], ["5"]
got = keep(one, two, three, c=four, e=five)
spread = keep(*[one, two, three], **{"c": four, "e": five})
print(sorted(got), got["rest"])  #> ['a', 'b', 'c', 'more', 'rest'] (['3'],)

# shared: one, got['a'], spread['a']
# shared: two, got['b'], spread['b']
# shared: three, got['rest'][0], spread['rest'][0]
# shared: four, got['c'], spread['c']
# shared: five, got['more']['e'], spread['more']['e']
# apart: got['rest'], spread['rest']
