# `setdefault` returns the list that is in the dict, so appending to it changes the dict.
words = ["apple", "bean", "avocado", "beet"]
groups = {}
for word in words:
    group = groups.setdefault(word[0], [])
    group.append(word)
print(groups)  #> {'a': ['apple', 'avocado'], 'b': ['bean', 'beet']}

# shared: group, groups['b']
# apart: groups['a'], groups['b']
