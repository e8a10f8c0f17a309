# Ordinary specifications of plain numbers and strings.
print(f"{5:>4}|{-5:<4}|{5:^5}|{5:05}|{-5:05}|{5:+}|{5: }|{255:x}|{255:#x}|{1234567:,}")
#>    5|-5  |  5  |00005|-0005|+5| 5|ff|0xff|1,234,567
print(f"{2.5:.0f} {0.125:.2f} {0.375:.2f} {1e15:.3f} {-0.0004:.3f} {123.456:010.2f} {1.005:.2f} {9.9996:.3f} {0.5:.0f}")
#> 2 0.12 0.38 1000000000000000.000 -0.000 0000123.46 1.00 10.000 0
print(f"{1.5:8.3f}|{1.5:<8.1f}|{1.5:^9.2f}|{1.5:+.1f}|{0.0:.2f}|{1e300:.1e}|{12345.678:,.1f}|{0.256:.1%}|{1e-7:.3f}")
#>    1.500|1.5     |  1.50   |+1.5|0.00|1.0e+300|12,345.7|25.6%|0.000
print(f"{1.0:>6}|{0.1:6}|{'ab':>4}|{'ab':*^6}|{'abc':.2}|{'é':>3}|{'ab':é<4}|{True:>5}|{None!s:>5}")
#>    1.0|   0.1|  ab|**ab**|ab|  é|abéé|    1| None
for value, spec in [(1, ".2"), ("a", "d"), (1.5, "d"), ("a", "+"), (1, "s"), ("a", "=3"), (1, ",_"), (1, "5x5")]:
    try:
        print(format(value, spec))
    except ValueError as error:
        print(error)
#> Precision not allowed in integer format specifier
#> Unknown format code 'd' for object of type 'str'
#> Unknown format code 'd' for object of type 'float'
#> Sign not allowed in string format specifier
#> Unknown format code 's' for object of type 'int'
#> '=' alignment not allowed in string format specifier
#> Cannot specify both ',' and '_'.
#> Invalid format specifier '5x5' for object of type 'int'
