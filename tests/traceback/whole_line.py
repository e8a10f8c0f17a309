# Nothing is marked where all of a line failed, nor in `name = call()` and `return call()`.
def fail():
    raise LookupError("nothing here")


def passes_on():
    value = fail()
    return value


def returns():
    return passes_on()


returns()
#2> Traceback (most recent call last):
#2>   File "whole_line.py", line 15, in <module>
#2>     returns()
#2>     ~~~~~~~^^
#2>   File "whole_line.py", line 12, in returns
#2>     return passes_on()
#2>   File "whole_line.py", line 7, in passes_on
#2>     value = fail()
#2>   File "whole_line.py", line 3, in fail
#2>     raise LookupError("nothing here")
#2> LookupError: nothing here
# exit: 1
