# f-strings: conversions, self-documenting fields, nested specifications.
x, name, items = 3.14159, "bob", [1, 2]
print(f"{x:.2f} {x:>8.1f}|{x!r} {name!r:>7} {name!s:^7}| {'é'!a} {items} {items[0]:03d}")
#> 3.14      3.1|3.14159   'bob'   bob  | '\xe9' [1, 2] 001
print(f"{x=} {x=:.1f} {name=} {name=!s} {name = } {items=} {len(name)=} {x + 1=:.2f}")
#> x=3.14159 x=3.1 name='bob' name=bob name = 'bob' items=[1, 2] len(name)=3 x + 1=4.14
width, precision, fill = 10, 3, "*"
print(f"{x:{width}.{precision}}|{x:{fill}>{width}}|{name:{fill}^{width}}|{name:{'<'}{8}}|{255:{'#'}{'x'}}")
#>       3.14|***3.14159|***bob****|bob     |0xff
print(f"{{literal}} {{{name}}} {'nested ' + f'{name:>5}'} {name.upper()} {[n * 2 for n in items]} { {'a': 1}['a'] }")
#> {literal} {bob} nested   bob BOB [2, 4] 1
print(f"{1000000:,} {0.5:%} {1e10:g} {-5:+d} {True:d} {True} {None} {x:}" f" joined {'implicitly'}" " with plain")
#> 1,000,000 50.000000% 1e+10 -5 1 True None 3.14159 joined implicitly with plain
print(f"{name!r:{width}}|" f"{'a' if x > 3 else 'b'}" f"{(lambda v: v * 2)(4)}" f"{x:{'.' + str(precision) + 'f'}}")
#> 'bob'     |a83.142
print(f"""multi
{name}
  line {x:.0f}""")
#> multi
#> bob
#>   line 3


class Money:
    def __init__(self, amount):
        self.amount = amount

    def __format__(self, spec):
        return f"${self.amount:{spec or '.2f'}}"


print(f"{Money(5)} {Money(1234.5):,.1f} {Money(2)!s:.6}".replace(str(hex(id(0))), ""))  #> $5.00 $1,234.5 <__mai
for source in ("f'{1:d}{\"a\":d}'", "f'{1.5:d}'", "f'{name:q}'", "f'{undefined}'", "f'{[]:>5}'"):
    try:
        print(eval(source))
    except (ValueError, NameError, TypeError) as error:
        print(type(error).__name__, error)
#> ValueError Unknown format code 'd' for object of type 'str'
#> ValueError Unknown format code 'd' for object of type 'float'
#> ValueError Unknown format code 'q' for object of type 'str'
#> NameError name 'undefined' is not defined
#> TypeError unsupported format string passed to list.__format__
