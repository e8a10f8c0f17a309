# A default is made once, when `def` runs; every call that leaves it out gets the same list.
def add(item, basket=[]):
    basket.append(item)
    return basket


def add_fresh(item, basket=None):
    if basket is None:
        basket = []
    basket.append(item)
    return basket


first = add("apple")
second = add("pear")
third = add_fresh("apple")
fourth = add_fresh("pear")

print(first)   #> ['apple', 'pear']
print(second)  #> ['apple', 'pear']
print(third)   #> ['apple']
print(fourth)  #> ['pear']

# shared: first, second
# apart: first, third, fourth
