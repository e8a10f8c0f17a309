# A group's report has boxes.
def part(n):
    try:
        raise ValueError(n)
    except ValueError as error:
        return error
inner = ExceptionGroup("inner", [part(2), TypeError("no traceback")])
inner.add_note("noted")
raise ExceptionGroup("outer", [part(1), inner])
# exit: 1
#2>   + Exception Group Traceback (most recent call last):
#2>   |   File "uncaught_group.py", line 9, in <module>
#2>   |     raise ExceptionGroup("outer", [part(1), inner])
#2>   | ExceptionGroup: outer (2 sub-exceptions)
#2>   +-+---------------- 1 ----------------
#2>     | Traceback (most recent call last):
#2>     |   File "uncaught_group.py", line 4, in part
#2>     |     raise ValueError(n)
#2>     | ValueError: 1
#2>     +---------------- 2 ----------------
#2>     | ExceptionGroup: inner (2 sub-exceptions)
#2>     | noted
#2>     +-+---------------- 1 ----------------
#2>       | Traceback (most recent call last):
#2>       |   File "uncaught_group.py", line 4, in part
#2>       |     raise ValueError(n)
#2>       | ValueError: 2
#2>       +---------------- 2 ----------------
#2>       | TypeError: no traceback
#2>       +------------------------------------
