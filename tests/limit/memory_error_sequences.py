# A sequence that no memory holds is a MemoryError at once, and the program goes on.
def attempt(make):
    try:
        make()
    except (MemoryError, OverflowError) as error:
        print(type(error).__name__)
    else:
        print("made")


attempt(lambda: [0] * 10**15)
attempt(lambda: (1,) * 2**60)
attempt(lambda: "a" * 2**62)
attempt(lambda: b"a" * 2**62)
attempt(lambda: bytes(10**15))
attempt(lambda: bytearray(2**60))
attempt(lambda: list(range(10**14)))
attempt(lambda: tuple(range(10**13)))
attempt(lambda: "x".center(10**15))
attempt(lambda: "x".zfill(10**15))
attempt(lambda: [0] * 2**63)
attempt(lambda: "a" * 2**64)
attempt(lambda: [1, 2] * -5)
items = [0] * 10
try:
    items *= 10**15
except MemoryError:
    print(items)
#> MemoryError
#> MemoryError
#> MemoryError
#> MemoryError
#> MemoryError
#> MemoryError
#> MemoryError
#> MemoryError
#> MemoryError
#> MemoryError
#> OverflowError
#> OverflowError
#> made
#> [0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
