# `append` puts the list itself in, `extend` puts its elements in.
extra = [3, 4]
appended = [1, 2]
appended.append(extra)
extended = [1, 2]
extended.extend(extra)
extra.append(5)          # look at who follows
print(appended)  #> [1, 2, [3, 4, 5]]
print(extended)  #> [1, 2, 3, 4]

# shared: appended[2], extra
# apart: extended, extra
