# Numbers that are none.
def broken(source):
    try:
        compile(source, "<test>", "exec")
    except SyntaxError as error:
        name, (_, line, column, *_) = error.args
        print(f"{source:10} {line}:{column} {name}")
    else:
        print(f"{source:10} fine")


for source in (
    "0777", "01", "00", "0_7", "0b12", "0b", "0b_", "0o8", "0o", "0x", "0xg", "0x_",
    "1_", "1__0", "1_000", "12abc", "1.2.3", "1..2", "1e", "1e+", "1.e", "1j2", "0777.5",
):
    broken(source)
#> 0777       1:1 leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers
#> 01         1:1 leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers
#> 00         fine
#> 0_7        1:1 leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers
#> 0b12       1:4 invalid digit '2' in binary literal
#> 0b         1:2 invalid binary literal
#> 0b_        1:3 invalid binary literal
#> 0o8        1:3 invalid digit '8' in octal literal
#> 0o         1:2 invalid octal literal
#> 0x         1:2 invalid hexadecimal literal
#> 0xg        1:2 invalid hexadecimal literal
#> 0x_        1:3 invalid hexadecimal literal
#> 1_         1:2 invalid decimal literal
#> 1__0       1:2 invalid decimal literal
#> 1_000      fine
#> 12abc      1:2 invalid decimal literal
#> 1.2.3      1:4 invalid syntax
#> 1..2       1:3 invalid syntax
#> 1e         1:1 invalid decimal literal
#> 1e+        1:3 invalid decimal literal
#> 1.e        1:2 invalid decimal literal
#> 1j2        1:2 invalid imaginary literal
#> 0777.5     fine
