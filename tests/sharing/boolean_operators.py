# `and`, `or` and the conditional expression give one of their operands, not a copy and not a bool.
full, empty = [1], []
either = empty or full
both = full and empty
chosen = full if empty == [] else empty
default = None or full
print(either, both)  #> [1] []

# shared: full, either, chosen, default
# shared: empty, both
# apart: full, empty
