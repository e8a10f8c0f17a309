# Each call has cells of its own; functions made in one call share them; a loop's functions share one.
def make(start):
    box = [start]
    return lambda: box, lambda: box


a, b = make(1)
c, d = make(2)
box_a, box_b, box_c = a(), b(), c()
late = [lambda: item for item in ([1], [2])]
early = [lambda item=item: item for item in ([1], [2])]
late_first, late_second = [call() for call in late]
early_first, early_second = [call() for call in early]
print(late_first, early_first)  #> [2] [1]

# shared: box_a, box_b
# apart: box_a, box_c
# shared: late_first, late_second
# apart: early_first, early_second
