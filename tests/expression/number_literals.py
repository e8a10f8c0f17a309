# Number literals in every base and form.
print(0xFF, 0o17, 0b101, 1_000_000, 0x_ff, 00)
print(1.5, .5, 1., 1e3, 1E-3, 1_0.0_1, 1e400, -1e400)
print(3j, 1.5J, 1e2j, 0j, 1 + 2j)
print(99999999999999999999, 0xFFFFFFFFFFFFFFFFFFFF)
print(1 .real, 1.0.is_integer(), 5 .bit_length())
print(1if True else 2)
