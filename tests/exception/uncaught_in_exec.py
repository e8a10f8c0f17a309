# Code from a string has no lines to show.
source = """
def f():
    raise KeyError("inside")
f()
"""
exec(compile(source, "<made>", "exec"))
# exit: 1
#2> Traceback (most recent call last):
#2>   File "uncaught_in_exec.py", line 7, in <module>
#2>     exec(compile(source, "<made>", "exec"))
#2>     ~~~~^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
#2>   File "<made>", line 4, in <module>
#2>   File "<made>", line 3, in f
#2> KeyError: 'inside'
