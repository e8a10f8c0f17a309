# A number that no memory holds is refused; large ones are exact.
try:
    1 << (1 << 70)
except (MemoryError, OverflowError) as error:
    print("refused")
print((1 << 1000) % 1_000_007)
print((3**1000) % 1_000_007)
print(1 >> 10**12, -1 >> 10**12)
print(0 << 10**12)
try:
    1 << -1
except ValueError as error:
    print(error)
try:
    int("1" * 5000)
except ValueError as error:
    print(str(error)[:60])
#> refused
#> 783922
#> 297623
#> 0 -1
#> 0
#> negative shift count
#> Exceeds the limit (4300 digits) for integer string conversio
