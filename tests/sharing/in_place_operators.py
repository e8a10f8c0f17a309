# Augmented assignment keeps the object where its type has an in-place method, and makes a new one where not.
numbers = alias_numbers = [1]
numbers += (2,)
numbers *= 2
print(alias_numbers)  #> [1, 2, 1, 2]

members = alias_members = {1, 2}
members |= {3}
members &= {2, 3, 4}
members -= {2}
members ^= {5}
print(sorted(alias_members))  #> [3, 5]

mapping = alias_mapping = {"a": 1}
mapping |= {"b": 2}
print(alias_mapping)  #> {'a': 1, 'b': 2}

frozen = alias_frozen = frozenset([1])
frozen |= {2}
print(sorted(frozen), sorted(alias_frozen))  #> [1, 2] [1]

# shared: numbers, alias_numbers
# shared: members, alias_members
# shared: mapping, alias_mapping
# apart: frozen, alias_frozen
