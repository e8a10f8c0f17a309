# `from None` hides what came before.
try:
    {}["key"]
except KeyError:
    raise ValueError("no key") from None
#2> Traceback (most recent call last):
#2>   File "from_none.py", line 5, in <module>
#2>     raise ValueError("no key") from None
#2> ValueError: no key
# exit: 1
