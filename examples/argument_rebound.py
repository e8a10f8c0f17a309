# Assigning to a parameter moves the function's own name; the caller's name stays where it was.
def double_all(numbers):
    numbers = [number * 2 for number in numbers]
    return numbers


mine = [1, 2, 3]
result = double_all(mine)
print(mine)    #> [1, 2, 3]
print(result)  #> [2, 4, 6]

# apart: mine, result
