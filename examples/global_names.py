# Changing a global list needs no `global`; binding the global name anew does.
scores = []
best = []


def change():
    scores.append(1)     # finds the global name, changes its list


def bind_local():
    best = ["local"]     # a name of the function's own
    return best


def bind_global():
    global best
    best = ["global"]


at_first = best
change()
lost = bind_local()
print(scores, best)  #> [1] []
bind_global()
print(best)  #> ['global']

# apart: best, at_first, lost
