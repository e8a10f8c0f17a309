# What the % operator says of bad formats and values.
cases = [
    ("%d", "a"), ("%d", None), ("%x", 1.5), ("%o", "a"), ("%c", "ab"), ("%c", ""), ("%c", 1.5), ("%c", -1), ("%c", 0x110000), ("%f", "a"), ("%e", 1j), ("%i", [1]),
    ("%s %s", 1), ("%s", (1, 2)), ("%s", ()), ("%(a)s", 1), ("%(a)s", (1,)), ("%(a)s", {"b": 1}), ("%(a", {}), ("%y", 1), ("%", 1), ("% ", 1), ("%l", 1), ("%5%", (1,)),
    ("%*d", ("a", 1)), ("%.*f", ("a", 1)), ("%*d", (1,)), ("abc", 1), ("abc", (1,)), ("%(a)s %s", {"a": 1}), ("%é", 1), ("%\x01", 1), ("é%y", 1), ("%b", 1),
    ("%99999999999999999999d", 1), ("%.99999999999999999999d", 1), ("%d", float("inf")), ("%d", float("nan")), ("%(a)s", "text"),
]
for template, values in cases:
    try:
        print(ascii(template % values))
    except (TypeError, ValueError, KeyError, OverflowError) as error:
        print(ascii(template), type(error).__name__, ascii(str(error)))
#> '%d' TypeError '%d format: a real number is required, not str'
#> '%d' TypeError '%d format: a real number is required, not NoneType'
#> '%x' TypeError '%x format: an integer is required, not float'
#> '%o' TypeError '%o format: an integer is required, not str'
#> '%c' TypeError '%c requires int or char'
#> '%c' TypeError '%c requires int or char'
#> '%c' TypeError '%c requires int or char'
#> '%c' OverflowError '%c arg not in range(0x110000)'
#> '%c' OverflowError '%c arg not in range(0x110000)'
#> '%f' TypeError 'must be real number, not str'
#> '%e' TypeError 'must be real number, not complex'
#> '%i' TypeError '%i format: a real number is required, not list'
#> '%s %s' TypeError 'not enough arguments for format string'
#> '%s' TypeError 'not all arguments converted during string formatting'
#> '%s' TypeError 'not enough arguments for format string'
#> '%(a)s' TypeError 'format requires a mapping'
#> '%(a)s' TypeError 'format requires a mapping'
#> '%(a)s' KeyError "'a'"
#> '%(a' ValueError 'incomplete format key'
#> '%y' ValueError "unsupported format character 'y' (0x79) at index 1"
#> '%' ValueError 'incomplete format'
#> '% ' ValueError 'incomplete format'
#> '%l' ValueError 'incomplete format'
#> '%5%' ValueError "unsupported format character '%' (0x25) at index 2"
#> '%*d' TypeError '* wants int'
#> '%.*f' TypeError '* wants int'
#> '%*d' TypeError 'not enough arguments for format string'
#> 'abc' TypeError 'not all arguments converted during string formatting'
#> 'abc' TypeError 'not all arguments converted during string formatting'
#> '%(a)s %s' TypeError 'not enough arguments for format string'
#> '%\xe9' ValueError "unsupported format character '?' (0xe9) at index 1"
#> '%\x01' ValueError "unsupported format character '?' (0x1) at index 1"
#> '\xe9%y' ValueError "unsupported format character 'y' (0x79) at index 2"
#> '%b' ValueError "unsupported format character 'b' (0x62) at index 1"
#> '%99999999999999999999d' ValueError 'width too big'
#> '%.99999999999999999999d' ValueError 'precision too big'
#> '%d' OverflowError 'cannot convert float infinity to integer'
#> '%d' ValueError 'cannot convert float NaN to integer'
#> '%(a)s' TypeError 'format requires a mapping'
