# traceback: exceptions as text, with chains and notes.
import traceback
def inner():
    raise ValueError('inside')
def outer():
    try:
        inner()
    except ValueError as e:
        raise KeyError('outside') from e
try:
    outer()
except KeyError as e:
    e.add_note('a note')
    lines = ''.join(traceback.format_exception(e)).splitlines()
    print([line for line in lines if not line.startswith(' ')])
    print(traceback.format_exception_only(e))
    summary = traceback.extract_tb(e.__traceback__)
    print([(frame.name, frame.line) for frame in summary])
#> ['Traceback (most recent call last):', 'ValueError: inside', '', 'The above exception was the direct cause of the following exception:', '', 'Traceback (most recent call last):', "KeyError: 'outside'", 'a note']
#> ["KeyError: 'outside'\n", 'a note\n']
#> [('<module>', 'outer()'), ('outer', "raise KeyError('outside') from e")]
print(traceback.format_list([('f.py', 3, 'g', 'x = 1')]))  #> ['  File "f.py", line 3, in g\n    x = 1\n']
te = traceback.TracebackException.from_exception(ZeroDivisionError('z'))
print(list(te.format()))
#> ['ZeroDivisionError: z\n']
