# round() of floats: exact, half to even, in both directions; of other objects by their hook.

def attempt(text):
    try:
        print(text, "->", repr(eval(text)))
    except Exception as error:
        print(text, "!!", f"{type(error).__name__}: {error}".strip())

print(round(0.5), round(1.5), round(2.5), round(-0.5), round(-1.5), round(1e22), round(2.5, None))
#> 0 2 2 0 -2 10000000000000000000000 2
print(round(2.675, 2), round(1.005, 2), round(0.15, 1), round(0.25, 1), round(0.35, 1), round(2.5, 0), round(-0.4, 0))
#> 2.67 1.0 0.1 0.2 0.3 2.0 -0.0
print(round(1234.5678, -1), round(1234.5678, -2), round(155.0, -1), round(165.0, -1), round(5.0, -1), round(15.0, -2))
#> 1230.0 1200.0 160.0 160.0 0.0 0.0
print(round(1e300, -300), round(5e-324, 323), round(1.5, 400), round(1.5, -400), round(0.0, 2), round(-0.0, 2))
#> 1e+300 0.0 1.5 0.0 0.0 -0.0
print([round(x / 8, 2) for x in range(12)])  #> [0.0, 0.12, 0.25, 0.38, 0.5, 0.62, 0.75, 0.88, 1.0, 1.12, 1.25, 1.38]
for text in ["round('a')", "round(1.5, 'a')", "round(float('nan'))", "round(float('inf'))", "round(float('nan'), 1)", "round(1j)", "round()"]:
    attempt(text)
#> round('a') !! TypeError: type str doesn't define __round__ method
#> round(1.5, 'a') !! TypeError: 'str' object cannot be interpreted as an integer
#> round(float('nan')) !! ValueError: cannot convert float NaN to integer
#> round(float('inf')) !! OverflowError: cannot convert float infinity to integer
#> round(float('nan'), 1) -> nan
#> round(1j) !! TypeError: type complex doesn't define __round__ method
#> round() !! TypeError: round() missing required argument 'number' (pos 1)


class Rounded:
    def __round__(self, *digits):
        return digits


print(round(Rounded()), round(Rounded(), 3), round(Rounded(), None), round(number=Rounded(), ndigits=-1))
#> () (3,) () (-1,)
