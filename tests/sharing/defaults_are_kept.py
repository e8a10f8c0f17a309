# Defaults are evaluated once, by position and by keyword, and each `def` that runs makes its own.
def make():
    def collect(item, into=[], *, also=[]):
        into.append(item)
        also.append(item)
        return into, also
    return collect


first, second = make(), make()
into, also = first(1)
again, _ = first(2)
other, _ = second(3)
print(into, also, other)  #> [1, 2] [1, 2] [3]

# shared: into, again
# apart: into, also, other
