# Inside a function `+=` changes the caller's list, but only rebinds a parameter that is a number, string or tuple.
def grow(numbers, word, pair):
    numbers += [3]
    word += "!"
    pair += (3,)
    return word, pair


numbers, word, pair = [1, 2], "spam", (1, 2)
new_word, new_pair = grow(numbers, word, pair)
print(numbers)  #> [1, 2, 3]
print(word, pair)  #> spam (1, 2)
print(new_word, new_pair)  #> spam! (1, 2, 3)

# apart: pair, new_pair
