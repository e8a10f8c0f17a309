# f-strings: conversions, specs, nesting, `=`.
name, value, width = "Ada", 3.14159, 10
print(f"{name} {name!r} {name!s} {'é'!a}")
print(f"{value:.2f}|{value:{width}.3f}|{name:>{width}}|{name:^{width}}|{name:*<{width}}")
print(f"{{}} {{{name}}}")
print(f"{name=} {value=:.1f} {1 + 1 = } {name = !s}")
print(f"{'nested ' + f'{name}'} {"same quotes"}")
print(f"{[1, 2][0]} {{'a': 1}['a']} { {'a': 1}['a'] }")
print(f'''{
    name
} multi''')
print(f"{lambda_(2) if (lambda_ := lambda x: x * 2) else 0}" if False else f"{(lambda x: x * 2)(4)}")
print(rf"\n{name}\t", f"\N{BULLET}", f"{'\n'.join(['a', 'b'])}")
print("a" f"{name}" "b" f"{1:03}")


class Custom:
    def __format__(self, spec):
        return f"<{spec}>"


print(f"{Custom()} {Custom():abc} {Custom():{name}}")
