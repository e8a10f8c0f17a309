# Which operations of lists make a new list, and whose elements it holds.
inner = ["inner"]
base = [inner, 1]
added = base + []
repeated = base * 1
sliced = base[0:2]
reversed_slice = base[::-1]
comprehended = [item for item in base]
sorted_list = sorted([[2], [1]])
print(added == base, repeated == base, sliced == base)  #> True True True
base.reverse()
print(base)  #> [1, ['inner']]
base.reverse()
base.insert(0, base.pop())
print(base)  #> [1, ['inner']]

# apart: base, added, repeated, sliced, reversed_slice, comprehended
# shared: inner, base[1], added[0], repeated[0], sliced[0], reversed_slice[1], comprehended[0]
