# A generator keeps its frame between two values: its names live on while nobody runs it.
def countdown(numbers):
    while numbers:
        yield numbers.pop()


stock = [1, 2, 3]
counter = countdown(stock)
print(next(counter))  #> 3
stock.append(10)
print(next(counter))  #> 10
print(stock)          #> [1, 2]
