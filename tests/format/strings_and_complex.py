# The format mini-language for strings and complex numbers.
print([format("abc", s) + "|" for s in ("", "s", "5", "<5", ">5", "^5", "^6", "*^7", ".2", "5.2", ".0", "05", "é>5", "🐍^5s")])
#> ['abc|', 'abc|', 'abc  |', 'abc  |', '  abc|', ' abc |', ' abc  |', '**abc**|', 'ab|', 'ab   |', '|', 'abc00|', 'ééabc|', '🐍abc🐍|']
print([format(1 + 2j, s) for s in ("", "f", ".1f", "e", "g", "+.2f", "20.1f", "<20.1f", "^20", ".3", ",.1f")])
#> ['(1+2j)', '1.000000+2.000000j', '1.0+2.0j', '1.000000e+00+2.000000e+00j', '1+2j', '+1.00+2.00j', '            1.0+2.0j', '1.0+2.0j            ', '       (1+2j)       ', '(1+2j)', '1.0+2.0j']
print(format(-0j), format(1e20 + 1j, "g"), format(complex("nan+infj"), ".1f"), format(2j, ".2"), format(1.5j), format(-2j, "f"), format(0j))
#> (-0-0j) 1e+20+1j nan+infj 2j 1.5j -0.000000-2.000000j 0j
for value, spec in (("a", "d"), ("a", "+"), ("a", " "), ("a", "z"), ("a", "#"), ("a", "=5"), ("a", ","), ("a", "5c"), ("a", "."), ("a", "xx"),
                    (1j, "=10"), (1j, "010"), (1j, "d"), (1j, "%"), (1j, "x")):
    try:
        print(format(value, spec))
    except ValueError as error:
        print(error)
#> Unknown format code 'd' for object of type 'str'
#> Sign not allowed in string format specifier
#> Space not allowed in string format specifier
#> Negative zero coercion (z) not allowed in string format specifier
#> Alternate form (#) not allowed in string format specifier
#> '=' alignment not allowed in string format specifier
#> Cannot specify ',' with 's'.
#> Unknown format code 'c' for object of type 'str'
#> Format specifier missing precision
#> Invalid format specifier 'xx' for object of type 'str'
#> '=' alignment flag is not allowed in complex format specifier
#> Zero padding is not allowed in complex format specifier
#> Unknown format code 'd' for object of type 'complex'
#> Unknown format code '%' for object of type 'complex'
#> Unknown format code 'x' for object of type 'complex'
for value, spec in (([], "d"), (None, "x"), ({}, "5"), (object, ">3"), ((), ".2")):
    try:
        print(format(value, spec))
    except TypeError as error:
        print(error)
#> unsupported format string passed to list.__format__
#> unsupported format string passed to NoneType.__format__
#> unsupported format string passed to dict.__format__
#> unsupported format string passed to type.__format__
#> unsupported format string passed to tuple.__format__
print(format([1, 2]), format(None), format((), ""), f"{[1]}", "{}".format({}))  #> [1, 2] None () [1] {}
try:
    format("a", 5)
except TypeError as error:
    print(error)
#> format() argument 2 must be str, not int
