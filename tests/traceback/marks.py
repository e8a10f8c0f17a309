# The marks stand under the operation, the call's brackets or the index.
data = {"list": [1, 2, 3]}
value = data["list"][1] + data["list"][10] * 2
#2> Traceback (most recent call last):
#2>   File "marks.py", line 3, in <module>
#2>     value = data["list"][1] + data["list"][10] * 2
#2>                               ~~~~~~~~~~~~^^^^
#2> IndexError: list index out of range
# exit: 1
