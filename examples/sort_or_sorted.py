# `sorted` makes a new list; `sort` changes the list and returns None.
scores = [3, 1, 2]
same_scores = scores
ranking = sorted(scores)
nothing = scores.sort()
print(same_scores)  #> [1, 2, 3]
print(nothing)  #> None

# shared: scores, same_scores
# apart: scores, ranking
