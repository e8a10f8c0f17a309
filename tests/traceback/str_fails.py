# An exception whose __str__ fails is reported all the same.
class Broken(Exception):
    def __str__(self):
        raise RuntimeError("no text")


raise Broken
#2> Traceback (most recent call last):
#2>   File "str_fails.py", line 7, in <module>
#2>     raise Broken
#2> Broken: <exception str() failed>
# exit: 1
