# What str.format says of bad templates.
templates = [
    ("{", ()), ("}", ()), ("a}b", ()), ("{0", (1,)), ("{!}", (1,)), ("{!x}", (1,)), ("{!r", (1,)), ("{!rx}", (1,)), ("{!", (1,)), ("{:", (1,)),
    ("{0.}", (1,)), ("{0[}", (1,)), ("{0[]}", (1,)), ("{0[a]b}", ({"a": 1},)), ("{0[a}", (1,)), ("{}{0}", (1,)), ("{0}{}", (1,)),
    ("{}", ()), ("{1}", (0,)), ("{a}", ()), ("{0.nope}", (1,)), ("{0[5]}", ([],)), ("{0[k]}", ({},)), ("{a{b}}", (1,)), ("{:{:{}}}", (1, 2, 3)),
    ("{:d}", ("x",)), ("{:5.5.5}", (1,)), ("{ 0}", (1,)), ("{-1}", (1,)), ("{99999999999999999999}", (1,)), ("{{}", (1,)), ("{}}", (1,)), ("{!\x01}", (1,)),
]
for template, values in templates:
    try:
        print(template, template.format(*values))
    except (ValueError, IndexError, KeyError, AttributeError, TypeError) as error:
        print(ascii(template), type(error).__name__, error)
#> '{' ValueError Single '{' encountered in format string
#> '}' ValueError Single '}' encountered in format string
#> 'a}b' ValueError Single '}' encountered in format string
#> '{0' ValueError expected '}' before end of string
#> '{!}' ValueError unmatched '{' in format spec
#> '{!x}' ValueError Unknown conversion specifier x
#> '{!r' ValueError unmatched '{' in format spec
#> '{!rx}' ValueError expected ':' after conversion specifier
#> '{!' ValueError end of string while looking for conversion specifier
#> '{:' ValueError unmatched '{' in format spec
#> '{0.}' ValueError Empty attribute in format string
#> '{0[}' ValueError expected '}' before end of string
#> '{0[]}' ValueError Empty attribute in format string
#> '{0[a]b}' ValueError Only '.' or '[' may follow ']' in format field specifier
#> '{0[a}' ValueError expected '}' before end of string
#> '{}{0}' ValueError cannot switch from automatic field numbering to manual field specification
#> '{0}{}' ValueError cannot switch from manual field specification to automatic field numbering
#> '{}' IndexError Replacement index 0 out of range for positional args tuple
#> '{1}' IndexError Replacement index 1 out of range for positional args tuple
#> '{a}' KeyError 'a'
#> '{0.nope}' AttributeError 'int' object has no attribute 'nope'
#> '{0[5]}' IndexError list index out of range
#> '{0[k]}' KeyError 'k'
#> '{a{b}}' ValueError unexpected '{' in field name
#> '{:{:{}}}' ValueError Max string recursion exceeded
#> '{:d}' ValueError Unknown format code 'd' for object of type 'str'
#> '{:5.5.5}' ValueError Invalid format specifier '5.5.5' for object of type 'int'
#> '{ 0}' KeyError ' 0'
#> '{-1}' KeyError '-1'
#> '{99999999999999999999}' ValueError Too many decimal digits in format string
#> '{{}' ValueError Single '}' encountered in format string
#> '{}}' ValueError Single '}' encountered in format string
#> '{!\x01}' ValueError Unknown conversion specifier \x1
for call in ("'{}'.format_map({})", "'{0}'.format_map([1])", "'{a}'.format_map(5)", "'{a}'.format_map({})", "'x'.format_map()"):
    try:
        print(eval(call))
    except (ValueError, TypeError, KeyError) as error:
        print(type(error).__name__, error)
#> ValueError Format string contains positional fields
#> ValueError Format string contains positional fields
#> TypeError 'int' object is not subscriptable
#> KeyError 'a'
#> TypeError str.format_map() takes exactly one argument (0 given)


class Bad:
    def __format__(self, spec):
        return 1


for call in ("'{}'.format(Bad())", "f'{Bad()}'", "format(Bad())"):
    try:
        print(eval(call))
    except TypeError as error:
        print(error)
#> __format__ must return a str, not int
#> __format__ must return a str, not int
#> __format__ must return a str, not int
