def add_item(item, bag=[]):
    bag.append(item)
    return bag

first = add_item("fig")
second = add_item("pear")
backup = second
orders = {"ada": first}
backup[0] = "FIG"
print(first)  #> ['FIG', 'pear']

# shared: first, second, backup, orders['ada']
