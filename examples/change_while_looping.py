# A loop keeps an index into the list: removing elements on the way makes it skip some.
numbers = [2, 4, 6, 7]
for number in numbers:
    if number % 2 == 0:
        numbers.remove(number)
print(numbers)  #> [4, 7]

whole = [2, 4, 6, 7]
for number in whole[:]:              # a copy to loop over
    if number % 2 == 0:
        whole.remove(number)
print(whole)  #> [7]
