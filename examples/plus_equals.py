# `+=` changes a list where it is, but makes a new tuple or string and rebinds the name.
numbers = [1, 2]
same_numbers = numbers
numbers += [3]

pair = (1, 2)
old_pair = pair
pair += (3,)

word = "spam"
old_word = word
word += "!"

print(same_numbers)  #> [1, 2, 3]
print(old_pair)      #> (1, 2)
print(old_word)      #> spam

# shared: numbers, same_numbers
# apart: pair, old_pair
