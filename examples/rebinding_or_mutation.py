# `=` moves a name to another object; a method changes the object itself. See which name follows which.
mutated = [1, 2]
seen_through = mutated
mutated.append(3)        # the list changes, both names see it

rebound = [1, 2]
left_behind = rebound
rebound = rebound + [3]  # a new list; only this name moves to it

print(seen_through)  #> [1, 2, 3]
print(left_behind)   #> [1, 2]

# shared: mutated, seen_through
# apart: rebound, left_behind
