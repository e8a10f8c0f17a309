# Which of __repr__, __str__, __format__ is used where.
class R:
    def __repr__(self):
        return "R()"


class S(R):
    def __str__(self):
        return "string"


print(R(), S(), [S()], {S(): R()}, (R(),), f"{S()} {S()!r}", "%s %r" % (S(), S()))
#> R() string [R()] {R(): R()} (R(),) string R() string R()
print(str(R()), repr(S()), format(S()), "{} {!r}".format(S(), S()))  #> R() R() string string R()


class Bad:
    def __repr__(self):
        return 5


try:
    repr(Bad())
except TypeError as error:
    print(error)
#> __repr__ returned non-string (type int)
try:
    format(R(), "x")
except TypeError as error:
    print(error)
#> unsupported format string passed to R.__format__


class Recursive:
    def __init__(self):
        self.items = [self]

    def __repr__(self):
        return "Recursive"


print(Recursive().items)  #> [Recursive]
