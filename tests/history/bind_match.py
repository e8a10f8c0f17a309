# Patterns bind what they capture.
match [1, [2, 3], {"k": 4}]:
    case [one, [two, *others], {"k": four, **rest}] as whole:  #: one bound 1; two bound 2; others bound list; four bound 4; rest bound dict; whole bound list
        done = 1  #: done bound 1
