# A parameter is another name for the caller's object: what the function changes, the caller sees.
def double_all(numbers):
    for position in range(len(numbers)):
        numbers[position] *= 2
    return numbers


mine = [1, 2, 3]
result = double_all(mine)
print(mine)  #> [2, 4, 6]

# shared: mine, result
