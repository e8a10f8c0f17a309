# Many entries of one line are counted, not listed.
def down(n):
    if n == 0:
        raise ValueError("bottom")
    return down(n - 1)


down(20)
#2> Traceback (most recent call last):
#2>   File "repeated_lines.py", line 8, in <module>
#2>     down(20)
#2>     ~~~~^^^^
#2>   File "repeated_lines.py", line 5, in down
#2>     return down(n - 1)
#2>   File "repeated_lines.py", line 5, in down
#2>     return down(n - 1)
#2>   File "repeated_lines.py", line 5, in down
#2>     return down(n - 1)
#2>   [Previous line repeated 17 more times]
#2>   File "repeated_lines.py", line 4, in down
#2>     raise ValueError("bottom")
#2> ValueError: bottom
# exit: 1
