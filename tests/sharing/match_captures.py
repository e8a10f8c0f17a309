# Patterns bind the parts themselves; starred and double-starred ones make new containers.
data = {"rows": [["a"], ["b"], ["c"]], "more": ["m"]}
match data:
    case {"rows": [first, *rest] as rows, **others}:
        print(first, rest, others)  #> ['a'] [['b'], ['c']] {'more': ['m']}

# shared: first, data['rows'][0]
# shared: rows, data['rows']
# shared: rest[0], data['rows'][1]
# apart: rest, rows
# shared: others['more'], data['more']
# apart: others, data
