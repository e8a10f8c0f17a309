# Repeated lines of a traceback are counted.
def f(n):
    if n == 0:
        raise ValueError("bottom")
    f(n - 1)
f(10)
# exit: 1
#2> Traceback (most recent call last):
#2>   File "uncaught_recursion.py", line 6, in <module>
#2>     f(10)
#2>     ~^^^^
#2>   File "uncaught_recursion.py", line 5, in f
#2>     f(n - 1)
#2>     ~^^^^^^^
#2>   File "uncaught_recursion.py", line 5, in f
#2>     f(n - 1)
#2>     ~^^^^^^^
#2>   File "uncaught_recursion.py", line 5, in f
#2>     f(n - 1)
#2>     ~^^^^^^^
#2>   [Previous line repeated 7 more times]
#2>   File "uncaught_recursion.py", line 4, in f
#2>     raise ValueError("bottom")
#2> ValueError: bottom
