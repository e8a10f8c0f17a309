# Subclasses of numbers: what operators give, and which operand is asked first.

def attempt(text):
    try:
        print(text, "->", repr(eval(text)))
    except Exception as error:
        print(text, "!!", f"{type(error).__name__}: {error}".strip())

class Int(int):
    def __add__(self, other):
        return ("add", int(self), other)

    def __radd__(self, other):
        return ("radd", int(self), other)

    def __repr__(self):
        return f"Int({int(self)})"


print(Int(1) + 2, 2 + Int(1), Int(1) + Int(2), Int(1) - 2, type(Int(1) * 2).__name__, Int(5), [Int(5)])
#> ('add', 1, 2) ('radd', 1, 2) ('add', 1, Int(2)) -1 int Int(5) [Int(5)]
print(Int(3) == 3, hash(Int(3)) == hash(3), {3: "a"}[Int(3)], int(Int(3)), type(int(Int(3))).__name__, Int("7"))
#> True True a 3 int Int(7)


class Plain(int):
    pass


print(Plain(7), repr(Plain(7)), type(-Plain(7)).__name__, type(+Plain(7)).__name__, type(abs(Plain(7))).__name__)
#> 7 7 int int int
print(Plain(2**70) // 3, Plain(1) < 2, [10, 20, 30][Plain(1)], range(Plain(3)), "ab" * Plain(2), Plain(5).real)
#> 393530540239137101141 True 20 range(0, 3) abab 5


class Float(float):
    def __new__(cls, x, unit):
        self = super().__new__(cls, x)
        self.unit = unit
        return self

    def __mul__(self, other):
        return "mul"


length = Float(2.5, "m")
print(length, length.unit, length * 2, 2 * length, length + 1, round(length), type(length + 1).__name__)
#> 2.5 m mul 5.0 3.5 2 float


class Meters(float):
    def __eq__(self, other):
        return "eq"

    __hash__ = float.__hash__


print(Meters(1) == 2, 2.0 == Meters(1), 2 == Meters(1), Meters(1) != 1)  #> eq eq eq False
attempt("Int(1) + Plain(1)")  #> Int(1) + Plain(1) -> ('add', 1, 1)
attempt("Plain([])")
#> Plain([]) !! TypeError: int() argument must be a string, a bytes-like object or a real number, not 'list'
attempt("class_of_bool()")  #> class_of_bool() !! NameError: name 'class_of_bool' is not defined
try:
    class Bad(bool):
        pass
except TypeError as error:
    print(error)
#> type 'bool' is not an acceptable base type
