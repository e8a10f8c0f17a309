# Frames of generators stand in the traceback of whoever asks for the next value.
def numbers():
    yield 1
    yield 1 // 0


def total():
    return sum(numbers())


total()
#2> Traceback (most recent call last):
#2>   File "in_generator.py", line 11, in <module>
#2>     total()
#2>     ~~~~~^^
#2>   File "in_generator.py", line 8, in total
#2>     return sum(numbers())
#2>   File "in_generator.py", line 4, in numbers
#2>     yield 1 // 0
#2>           ~~^^~~
#2> ZeroDivisionError: integer division or modulo by zero
# exit: 1
