# f-strings: conversions, specs, nesting, `=`.
name, value, width = "Ada", 3.14159, 10
print(f"{name} {name!r} {name!s} {'é'!a}")  #> Ada 'Ada' Ada '\xe9'
print(f"{value:.2f}|{value:{width}.3f}|{name:>{width}}|{name:^{width}}|{name:*<{width}}")
#> 3.14|     3.142|       Ada|   Ada    |Ada*******
print(f"{{}} {{{name}}}")  #> {} {Ada}
print(f"{name=} {value=:.1f} {1 + 1 = } {name = !s}")  #> name='Ada' value=3.1 1 + 1 = 2 name = Ada
print(f"{'nested ' + f'{name}'} {"same quotes"}")  #> nested Ada same quotes
print(f"{[1, 2][0]} { {'a': 1}['a'] }")  #> 1 1
print(f'''{
    name
} multi''')
#> Ada multi
print(f"{lambda_(2) if (lambda_ := lambda x: x * 2) else 0}" if False else f"{(lambda x: x * 2)(4)}")  #> 8
print(rf"\n{name}\t", f"\N{BULLET}", f"{'\n'.join(['a', 'b'])}")
#> \nAda\t • a
#> b
print("a" f"{name}" "b" f"{1:03}")  #> aAdab001


class Custom:
    def __format__(self, spec):
        return f"<{spec}>"


print(f"{Custom()} {Custom():abc} {Custom():{name}}")  #> <> <abc> <Ada>
