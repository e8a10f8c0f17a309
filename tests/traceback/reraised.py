# A bare raise adds no entry for its own line.
def work():
    try:
        return [1, 2][5]
    except IndexError:
        print("noted")
        raise


try:
    work()
finally:
    print("cleaning up")
#> noted
#> cleaning up
#2> Traceback (most recent call last):
#2>   File "reraised.py", line 11, in <module>
#2>     work()
#2>     ~~~~^^
#2>   File "reraised.py", line 4, in work
#2>     return [1, 2][5]
#2>            ~~~~~~^^^
#2> IndexError: list index out of range
# exit: 1
