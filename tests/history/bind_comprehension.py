# The variable of a comprehension is its own, and is gone behind it.
squares = [n * n for n in [1, 2]]  #: n bound 1; n rebound 2; n unbound; squares bound list
