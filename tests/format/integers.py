# The format mini-language for ints.
print([format(42, s) for s in ("", "d", "5", "<5", "^5", "05", "+", " ", "-5d", "x", "#x", "#X", "o", "#o", "b", "#b", "c", "n")])
#> ['42', '42', '   42', '42   ', ' 42  ', '00042', '+42', ' 42', '   42', '2a', '0x2a', '0X2A', '52', '0o52', '101010', '0b101010', '*', '42']
print([format(-42, s) for s in ("", "06", "=+8", "*=8", "x", "#010x", "_b", ">6", "^7", "+d")])
#> ['-42', '-00042', '-     42', '-*****42', '-2a', '-0x000002a', '-10_1010', '   -42', '  -42  ', '-42']
print([format(1234567, s) for s in (",", "_", "15,", "015,", "_x", "#_b", "020_d", ",.0f", "e", ".2e", "g", "%")])
#> ['1,234,567', '1_234_567', '      1,234,567', '000,001,234,567', '12_d687', '0b1_0010_1101_0110_1000_0111', '0_000_000_001_234_567', '1,234,567', '1.234567e+06', '1.23e+06', '1.23457e+06', '123456700.000000%']
print(format(10**30, ","), format(-(10**20), "_"), format(True, "d"), format(True), format(True, "3"), format(2**70, "#x"))
#> 1,000,000,000,000,000,000,000,000,000,000 -100_000_000_000_000_000_000 1 True   1 0x400000000000000000
print(format(0, "+"), format(0, "05"), format(7, "é^5"), format(7, "🐍<3"), format(97, "5c") + "|", format(0x1f40d, "c"))
#> +0 00000 éé7éé 7🐍🐍     a| 🐍
for spec in ("s", ".2", "z", "+c", "#c", ",x", "_c", ",,", ",_", "5.", "xx", "y", "é", "\x01", "99999999999999999999", "{"):
    try:
        print(format(42, spec))
    except ValueError as error:
        print(error)
#> Unknown format code 's' for object of type 'int'
#> Precision not allowed in integer format specifier
#> Negative zero coercion (z) not allowed in integer format specifier
#> Sign not allowed with integer format specifier 'c'
#> Alternate form (#) not allowed with integer format specifier 'c'
#> Cannot specify ',' with 'x'.
#> Cannot specify '_' with 'c'.
#> Cannot specify ',' with ','.
#> Cannot specify both ',' and '_'.
#> Format specifier missing precision
#> Invalid format specifier 'xx' for object of type 'int'
#> Unknown format code 'y' for object of type 'int'
#> Unknown format code '\xe9' for object of type 'int'
#> Unknown format code '\x1' for object of type 'int'
#> Too many decimal digits in format string
#> Unknown format code '{' for object of type 'int'
for number, spec in ((-1, "c"), (0x110000, "c"), (10**400, "f")):
    try:
        print(format(number, spec))
    except OverflowError as error:
        print(error)
#> %c arg not in range(0x110000)
#> %c arg not in range(0x110000)
#> int too large to convert to float
