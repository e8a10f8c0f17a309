# The marks under the part of a line that raised.
class A:
    b = None
a = A()
def f(*args, **kw):
    return 1 / 0
def g(x):
    return (f(x)
            + 1)
values = [1, 2, 3]
value = values[0] + g(values) * 2
# exit: 1
#2> Traceback (most recent call last):
#2>   File "uncaught_carets.py", line 11, in <module>
#2>     value = values[0] + g(values) * 2
#2>                         ~^^^^^^^^
#2>   File "uncaught_carets.py", line 8, in g
#2>     return (f(x)
#2>             ~^^^
#2>   File "uncaught_carets.py", line 6, in f
#2>     return 1 / 0
#2>            ~~^~~
#2> ZeroDivisionError: division by zero
