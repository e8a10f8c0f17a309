# A traceback names each call, innermost last, and marks what failed in its line.
def divide(a, b):
    return a / b


def average(numbers):
    return divide(sum(numbers), len(numbers))


print(average([1, 2, 3]))
print(average([]))
#> 2.0
#2> Traceback (most recent call last):
#2>   File "plain_calls.py", line 11, in <module>
#2>     print(average([]))
#2>           ~~~~~~~^^^^
#2>   File "plain_calls.py", line 7, in average
#2>     return divide(sum(numbers), len(numbers))
#2>   File "plain_calls.py", line 3, in divide
#2>     return a / b
#2>            ~~^~~
#2> ZeroDivisionError: division by zero
# exit: 1
