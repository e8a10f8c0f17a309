# An exception while another is handled shows both; `from` names the cause.
def parse(text):
    try:
        return int(text)
    except ValueError as error:
        raise RuntimeError(f"bad number: {text}") from error


try:
    parse("x")
except RuntimeError:
    missing["key"]
#2> Traceback (most recent call last):
#2>   File "chained.py", line 4, in parse
#2>     return int(text)
#2> ValueError: invalid literal for int() with base 10: 'x'
#2>
#2> The above exception was the direct cause of the following exception:
#2>
#2> Traceback (most recent call last):
#2>   File "chained.py", line 10, in <module>
#2>     parse("x")
#2>     ~~~~~^^^^^
#2>   File "chained.py", line 6, in parse
#2>     raise RuntimeError(f"bad number: {text}") from error
#2> RuntimeError: bad number: x
#2>
#2> During handling of the above exception, another exception occurred:
#2>
#2> Traceback (most recent call last):
#2>   File "chained.py", line 12, in <module>
#2>     missing["key"]
#2>     ^^^^^^^
#2> NameError: name 'missing' is not defined
# exit: 1
