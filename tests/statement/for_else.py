# `for` over many kinds of iterable, with break, continue and else.
for i in range(5):
    if i == 1:
        continue
    if i == 3:
        break
    print(i)
else:
    print("never")
#> 0
#> 2
for ch in "hé":
    print(ch)
else:
    print("done")
#> h
#> é
#> done
for key in {"a": 1}:
    print(key)
#> a
for value in ():
    print("never")
else:
    print("empty")
#> empty
print(i)  #> 3
numbers = [1, 2, 3]
for number in numbers:
    if number < 3:
        numbers.append(number + 10)
print(numbers)  #> [1, 2, 3, 11, 12]
