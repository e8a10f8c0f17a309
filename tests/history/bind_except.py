# `except … as` binds the exception, and unbinds the name behind it.
try:
    1 // 0
except ZeroDivisionError as error:  #: error bound ZeroDivisionError
    seen = 1  #: seen bound 1; error rebound None; error unbound; ZeroDivisionError died; tuple died
