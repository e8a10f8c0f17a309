# The format mini-language for floats.
pi = 3.14159265358979
print([format(pi, s) for s in ("", ".2f", ".0f", "#.0f", "10.3f", "<10.3f", "^10.1f", "+.1f", " .1f", "010.2f", "e", ".3e", "E", "g", ".3g", "G", "%", ".1%", "n")])
#> ['3.14159265358979', '3.14', '3', '3.', '     3.142', '3.142     ', '   3.1    ', '+3.1', ' 3.1', '0000003.14', '3.141593e+00', '3.142e+00', '3.141593E+00', '3.14159', '3.14', '3.14159', '314.159265%', '314.2%', '3.14159']
print([format(1234567.891, s) for s in (",", "_", ",.2f", "_.1f", "015,.1f", ".3g", "g", ".10g", "e", ".0e", "#.0e", "12.4")])
#> ['1,234,567.891', '1_234_567.891', '1,234,567.89', '1_234_567.9', '0,001,234,567.9', '1.23e+06', '1.23457e+06', '1234567.891', '1.234568e+06', '1e+06', '1.e+06', '   1.235e+06']
print([format(x, "") for x in (1e16, 1e15, 1e-4, 1e-5, 123456789.0, 0.1, -0.0, 1e100, 5e-324, 1.7976931348623157e308)])
#> ['1e+16', '1000000000000000.0', '0.0001', '1e-05', '123456789.0', '0.1', '-0.0', '1e+100', '5e-324', '1.7976931348623157e+308']
print([format(x, ".3") for x in (1.0, 1234.0, 0.00012345, 1e10, 0.5, 123456.0, -2.5)], [format(x, "#g") for x in (1.0, 1e10)])
#> ['1.0', '1.23e+03', '0.000123', '1e+10', '0.5', '1.23e+05', '-2.5'] ['1.00000', '1.00000e+10']
print([format(x, ".1f") for x in (0.25, 0.35, 0.05, 2.5, -0.04)], [format(x, ".0f") for x in (0.5, 1.5, 2.5, -0.5)])
#> ['0.2', '0.3', '0.1', '2.5', '-0.0'] ['0', '2', '2', '-0']
inf, nan = float("inf"), float("nan")
print([format(x, s) for x in (inf, -inf, nan) for s in ("", "f", "F", "+e", "06", "%", ".2f", "<6")])
#> ['inf', 'inf', 'INF', '+inf', '000inf', 'inf%', 'inf', 'inf   ', '-inf', '-inf', '-INF', '-inf', '-00inf', '-inf%', '-inf', '-inf  ', 'nan', 'nan', 'NAN', '+nan', '000nan', 'nan%', 'nan', 'nan   ']
print(format(-0.0, "z"), format(-0.001, "z.1f"), format(-0.0, "z.2e"), format(-1.5, "z.1f"), format(0.1, ".30f"), format(1e22, "f"))
#> 0.0 0.0 0.00e+00 -1.5 0.100000000000000005551115123126 10000000000000000000000.000000
print(format(1.5, "x>8"), format(1.5, "é=+8"), format(1e308, ".3e"), format(12345.678, "012,.2f"), format(0.000001, "g"), format(1.0, ".0e"))
#> xxxxx1.5 +éééé1.5 1.000e+308 0,012,345.68 1e-06 1e+00
for spec in ("d", "s", "x", "c", ".", "ab", ",d", "5.5.5", "\x01"):
    try:
        print(format(1.5, spec))
    except ValueError as error:
        print(error)
#> Unknown format code 'd' for object of type 'float'
#> Unknown format code 's' for object of type 'float'
#> Unknown format code 'x' for object of type 'float'
#> Unknown format code 'c' for object of type 'float'
#> Format specifier missing precision
#> Invalid format specifier 'ab' for object of type 'float'
#> Unknown format code 'd' for object of type 'float'
#> Invalid format specifier '5.5.5' for object of type 'float'
#> Unknown format code '\x1' for object of type 'float'
