# Operators of lists and tuples, alone and in place; what they share afterwards.

def attempt(text):
    try:
        print(text, "->", repr(eval(text)))
    except Exception as error:
        print(text, "!!", f"{type(error).__name__}: {error}".strip())

a = b = [1]
a += [2]
a += (3,)
a += "x"
print(a, a is b)  #> [1, 2, 3, 'x'] True
a *= 2
print(a, a is b, [0] * 3, 3 * [0], [1] * 0, [1] * -1, [1] * True)
#> [1, 2, 3, 'x', 1, 2, 3, 'x'] True [0, 0, 0] [0, 0, 0] [] [] [1]
a = a + [9]
print(a is b, len(b))  #> False 8
t = u = (1,)
t += (2,)
print(t, u, () + (1,), (1,) * 2, 2 * (1,), t[:] is t, t + () is t, tuple(t) is t)
#> (1, 2) (1,) (1,) (1, 1) (1, 1) True True True
nested = [[]] * 2
nested[0].append(1)
print(nested)  #> [[1], [1]]
for text in ["[] + 1", "[] + ()", "() + []", "1 + []", "[] * 'a'", "[] * 1.5", "'a' * []", "[1] * 10 ** 100", "() * None"]:
    attempt(text)
#> [] + 1 !! TypeError: can only concatenate list (not "int") to list
#> [] + () !! TypeError: can only concatenate list (not "tuple") to list
#> () + [] !! TypeError: can only concatenate tuple (not "list") to tuple
#> 1 + [] !! TypeError: unsupported operand type(s) for +: 'int' and 'list'
#> [] * 'a' !! TypeError: can't multiply sequence by non-int of type 'str'
#> [] * 1.5 !! TypeError: can't multiply sequence by non-int of type 'float'
#> 'a' * [] !! TypeError: can't multiply sequence by non-int of type 'list'
#> [1] * 10 ** 100 !! OverflowError: cannot fit 'int' into an index-sized integer
#> () * None !! TypeError: can't multiply sequence by non-int of type 'NoneType'
try:
    a += 1
except TypeError as error:
    print(error)
#> 'int' object is not iterable
try:
    t += [1]
except TypeError as error:
    print(error)
#> can only concatenate tuple (not "list") to tuple


class Right:
    def __radd__(self, other):
        return ("radd", other)

    def __rmul__(self, other):
        return ("rmul", other)


print([1] + Right(), (1,) + Right(), "s" + Right(), [1] * Right(), "s" * Right())
#> ('radd', [1]) ('radd', (1,)) ('radd', 's') ('rmul', [1]) ('rmul', 's')
x = [1]
x += Right() if False else [2]
print(x)  #> [1, 2]
