# Number literals in every base and form.
print(0xFF, 0o17, 0b101, 1_000_000, 0x_ff, 00)  #> 255 15 5 1000000 255 0
print(1.5, .5, 1., 1e3, 1E-3, 1_0.0_1, 1e400, -1e400)  #> 1.5 0.5 1.0 1000.0 0.001 10.01 inf -inf
print(3j, 1.5J, 1e2j, 0j, 1 + 2j)  #> 3j 1.5j 100j 0j (1+2j)
print(99999999999999999999, 0xFFFFFFFFFFFFFFFFFFFF)  #> 99999999999999999999 1208925819614629174706175
print(1 .real, 1.0.is_integer(), 5 .bit_length())  #> 1 True 3
print(1 if True else 2)  #> 1
