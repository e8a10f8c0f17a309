# string.Formatter and what it stands on.
import string
import _string
print(list(_string.formatter_parser("a{b!r:>{w}}c{{d}}{}")), _string.formatter_field_name_split("a.b[c][0]")[0], list(_string.formatter_field_name_split("a.b[c][0]")[1]))
#> [('a', 'b', '>{w}', 'r'), ('c{', None, None, None), ('d}', None, None, None), ('', '', '', None)] a [(True, 'b'), (False, 'c'), (False, 0)]
formatter = string.Formatter()
print(formatter.format("{0} {name!r:>6} {1.real}", 1, 2, name="x"), formatter.vformat("{} {}", (1, 2), {}))
#> 1    'x' 2 1 2


class Loud(string.Formatter):
    def get_value(self, key, args, kwargs):
        return kwargs.get(key, f"<{key}>") if isinstance(key, str) else args[key]

    def format_field(self, value, spec):
        return super().format_field(value, spec).upper()


print(Loud().format("{a} {b:>5} {0}", "zero", b="bee"))  #> <A>   BEE ZERO
print(string.Template("$who likes ${what}, costs $$5").substitute(who="tim", what="kung pao"), string.Template("$a $b").safe_substitute(a=1), string.capwords("the quick  fox"))
#> tim likes kung pao, costs $5 1 $b The Quick Fox
print(string.ascii_letters, string.digits, string.punctuation, ascii(string.whitespace))
#> abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ 0123456789 !"#$%&'()*+,-./:;<=>?@[\]^_`{|}~ ' \t\n\r\x0b\x0c'
for call in ("formatter.format('{')", "formatter.format('{a}')", "formatter.format('{0}')", "string.Template('$a').substitute()", "string.Template('$').substitute()"):
    try:
        print(eval(call))
    except (ValueError, KeyError, IndexError) as error:
        print(type(error).__name__, error)
#> ValueError Single '{' encountered in format string
#> KeyError 'a'
#> IndexError tuple index out of range
#> KeyError 'a'
#> ValueError Invalid placeholder in string: line 1, col 1
