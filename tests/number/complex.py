# complex: operators, text in both directions, errors.

def attempt(text):
    try:
        print(text, "->", repr(eval(text)))
    except Exception as error:
        print(text, "!!", f"{type(error).__name__}: {error}".strip())

print(1j, -1j, 1 + 2j, 1 - 2j, -0.0 + 1j, complex(0.0, -0.0), complex(-0.0, -0.0), 1e20 + 1e-7j)
#> 1j (-0-1j) (1+2j) (1-2j) 1j -0j (-0-0j) (1e+20+1e-07j)
print((1 + 2j) * (3 + 4j), (1 + 2j) / (3 - 4j), 1j**2, 1j**-2, (1 + 1j) ** 0.5, 2**1j, 0j**0, abs(3 + 4j))
#> (-5+10j) (-0.2+0.4j) (-1+0j) (-1-0j) (1.0986841134678098+0.45508986056222733j) (0.7692389013639721+0.6389612763136348j) (1+0j) 5.0
print((1 + 2j).real, (1 + 2j).imag, (1 + 2j).conjugate(), -(1 + 2j), +(1 + 2j), bool(0j), bool(1j))
#> 1.0 2.0 (1-2j) (-1-2j) (1+2j) False True
for text in ["'1'", "'j'", "'-1-j'", "'(1+2j)'", "' ( 1+2j ) '", "'inf+nanj'", "'1e5j'", "'1_0+2_0j'", "1, 2j", "1j, 2j", "imag=2"]:
    attempt(f"complex({text})")
#> complex('1') -> (1+0j)
#> complex('j') -> 1j
#> complex('-1-j') -> (-1-1j)
#> complex('(1+2j)') -> (1+2j)
#> complex(' ( 1+2j ) ') -> (1+2j)
#> complex('inf+nanj') -> (inf+nanj)
#> complex('1e5j') -> 100000j
#> complex('1_0+2_0j') -> (10+20j)
#> complex(1, 2j) -> (-1+0j)
#> complex(1j, 2j) -> (-2+1j)
#> complex(imag=2) -> 2j
for text in ["'1 + 2j'", "'1+'", "''", "'1+1'", "'1j+1'", "'1', 2", "1, '2'", "[]", "None", "1, None", "1, 2, 3", "x=1"]:
    attempt(f"complex({text})")
#> complex('1 + 2j') !! ValueError: complex() arg is a malformed string
#> complex('1+') !! ValueError: complex() arg is a malformed string
#> complex('') !! ValueError: complex() arg is a malformed string
#> complex('1+1') !! ValueError: complex() arg is a malformed string
#> complex('1j+1') !! ValueError: complex() arg is a malformed string
#> complex('1', 2) !! TypeError: complex() can't take second arg if first is a string
#> complex(1, '2') !! TypeError: complex() second arg can't be a string
#> complex([]) !! TypeError: complex() first argument must be a string or a number, not 'list'
#> complex(None) !! TypeError: complex() first argument must be a string or a number, not 'NoneType'
#> complex(1, None) !! TypeError: complex() second argument must be a number, not 'NoneType'
#> complex(1, 2, 3) !! TypeError: complex() takes at most 2 arguments (3 given)
#> complex(x=1) !! TypeError: complex() got an unexpected keyword argument 'x'
for text in ["1j / 0", "0j ** -1", "1j // 1", "1j % 1", "divmod(1j, 1)", "1j < 2j", "pow(1j, 2, 3)", "int(1j)", "float(1j)"]:
    attempt(text)
#> 1j / 0 !! ZeroDivisionError: complex division by zero
#> 0j ** -1 !! ZeroDivisionError: 0.0 to a negative or complex power
#> 1j // 1 !! TypeError: unsupported operand type(s) for //: 'complex' and 'int'
#> 1j % 1 !! TypeError: unsupported operand type(s) for %: 'complex' and 'int'
#> divmod(1j, 1) !! TypeError: unsupported operand type(s) for divmod(): 'complex' and 'int'
#> 1j < 2j !! TypeError: '<' not supported between instances of 'complex' and 'complex'
#> pow(1j, 2, 3) !! ValueError: complex modulo
#> int(1j) !! TypeError: int() argument must be a string, a bytes-like object or a real number, not 'complex'
#> float(1j) !! TypeError: float() argument must be a string or a real number, not 'complex'
print(1j == 1j, 1 + 0j == 1, 1.5 + 0j == 1.5, 1j == 1, 1j != "a", 2**53 + 1 == complex(2**53))
#> True True True False True False
print(hash(1j), hash(1 + 0j), hash(3.5 - 2j), {1 + 0j: "a"}[1])  #> 1000003 1 1152921504604846973 a


class Hooked:
    def __complex__(self):
        return 2j


class Real:
    def __float__(self):
        return 2.5


class Sub(complex):
    pass


print(complex(Hooked()), complex(Real()), complex(Real(), Real()), Sub(1, 2), type(Sub(1) + 1).__name__, repr(Sub("1j")))
#> 2j (2.5+0j) (2.5+2.5j) (1+2j) complex 1j
