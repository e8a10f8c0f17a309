# A default is the object that the name referred to when `def` ran; rebinding the name later changes nothing.
limit = [10]


def within(numbers, bound=limit):
    return [n for n in numbers if n < bound[0]]


first_limit = limit
limit = [99]             # the function keeps the old list
print(within([5, 50]))  #> [5]
first_limit[0] = 60      # and sees when that one changes
print(within([5, 50]))  #> [5, 50]

# apart: limit, first_limit
