# A tuple cannot be changed, but a list inside it can; `+=` on that list does both: it changes, then it raises.
box = (1, [2, 3])
inside = box[1]
inside.append(4)
print(box)  #> (1, [2, 3, 4])

try:
    box[1] += [5]
except TypeError as error:
    print(error)  #> 'tuple' object does not support item assignment
print(box)  #> (1, [2, 3, 4, 5])

# shared: inside, box[1]
