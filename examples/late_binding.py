# A closure keeps the variable, not its value: all three lambdas look at one cell, after the loop has ended.
def make():
    late = []
    early = []
    for number in range(3):
        late.append(lambda: number)
        early.append(lambda number=number: number)
    return late, early


late, early = make()
print([call() for call in late])   #> [2, 2, 2]
print([call() for call in early])  #> [0, 1, 2]

# apart: late[0], late[1], late[2]
