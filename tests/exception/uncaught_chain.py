# The report of a chain of exceptions, causes and contexts first, with notes.
def low(x):
    return x["key"]

def middle():
    try:
        low({})
    except KeyError as error:
        raise ValueError("bad value") from error

def high():
    try:
        middle()
    except ValueError as error:
        error.add_note("a note\nof two lines")
        raise
    finally:
        print("finally")

try:
    high()
except ValueError:
    [1, 2][
        5
    ]
#> finally
# exit: 1
#2> Traceback (most recent call last):
#2>   File "uncaught_chain.py", line 7, in middle
#2>     low({})
#2>     ~~~^^^^
#2>   File "uncaught_chain.py", line 3, in low
#2>     return x["key"]
#2>            ~^^^^^^^
#2> KeyError: 'key'
#2>
#2> The above exception was the direct cause of the following exception:
#2>
#2> Traceback (most recent call last):
#2>   File "uncaught_chain.py", line 21, in <module>
#2>     high()
#2>     ~~~~^^
#2>   File "uncaught_chain.py", line 13, in high
#2>     middle()
#2>     ~~~~~~^^
#2>   File "uncaught_chain.py", line 9, in middle
#2>     raise ValueError("bad value") from error
#2> ValueError: bad value
#2> a note
#2> of two lines
#2>
#2> During handling of the above exception, another exception occurred:
#2>
#2> Traceback (most recent call last):
#2>   File "uncaught_chain.py", line 23, in <module>
#2>     [1, 2][
#2>     ~~~~~~^
#2>         5
#2>         ^
#2>     ]
#2>     ^
#2> IndexError: list index out of range
