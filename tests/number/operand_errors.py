# TypeErrors of operators between types that do not go together, in place too.

def attempt(text):
    try:
        print(text, "->", repr(eval(text)))
    except Exception as error:
        print(text, "!!", f"{type(error).__name__}: {error}".strip())

values = ["1", "1.5", "1j", "True", "'a'", "[1]", "(1,)", "{1: 2}", "{1}", "None", "range(2)"]
for operator in ["+", "*", "-", "%", "<", "|"]:
    for left in ["1", "'a'", "[1]", "(1,)", "{1}", "None"]:
        for right in ["None", "[1]", "{1: 2}", "1.5"]:
            try:
                eval(f"{left} {operator} {right}")
            except TypeError as error:
                print(left, operator, right, "!!", error)
            except ValueError:
                pass
#> 1 + None !! unsupported operand type(s) for +: 'int' and 'NoneType'
#> 1 + [1] !! unsupported operand type(s) for +: 'int' and 'list'
#> 1 + {1: 2} !! unsupported operand type(s) for +: 'int' and 'dict'
#> 'a' + None !! can only concatenate str (not "NoneType") to str
#> 'a' + [1] !! can only concatenate str (not "list") to str
#> 'a' + {1: 2} !! can only concatenate str (not "dict") to str
#> 'a' + 1.5 !! can only concatenate str (not "float") to str
#> [1] + None !! can only concatenate list (not "NoneType") to list
#> [1] + {1: 2} !! can only concatenate list (not "dict") to list
#> [1] + 1.5 !! can only concatenate list (not "float") to list
#> (1,) + None !! can only concatenate tuple (not "NoneType") to tuple
#> (1,) + [1] !! can only concatenate tuple (not "list") to tuple
#> (1,) + {1: 2} !! can only concatenate tuple (not "dict") to tuple
#> (1,) + 1.5 !! can only concatenate tuple (not "float") to tuple
#> {1} + None !! unsupported operand type(s) for +: 'set' and 'NoneType'
#> {1} + [1] !! unsupported operand type(s) for +: 'set' and 'list'
#> {1} + {1: 2} !! unsupported operand type(s) for +: 'set' and 'dict'
#> {1} + 1.5 !! unsupported operand type(s) for +: 'set' and 'float'
#> None + None !! unsupported operand type(s) for +: 'NoneType' and 'NoneType'
#> None + [1] !! unsupported operand type(s) for +: 'NoneType' and 'list'
#> None + {1: 2} !! unsupported operand type(s) for +: 'NoneType' and 'dict'
#> None + 1.5 !! unsupported operand type(s) for +: 'NoneType' and 'float'
#> 1 * None !! unsupported operand type(s) for *: 'int' and 'NoneType'
#> 1 * {1: 2} !! unsupported operand type(s) for *: 'int' and 'dict'
#> 'a' * None !! can't multiply sequence by non-int of type 'NoneType'
#> 'a' * [1] !! can't multiply sequence by non-int of type 'list'
#> 'a' * {1: 2} !! can't multiply sequence by non-int of type 'dict'
#> 'a' * 1.5 !! can't multiply sequence by non-int of type 'float'
#> [1] * None !! can't multiply sequence by non-int of type 'NoneType'
#> [1] * [1] !! can't multiply sequence by non-int of type 'list'
#> [1] * {1: 2} !! can't multiply sequence by non-int of type 'dict'
#> [1] * 1.5 !! can't multiply sequence by non-int of type 'float'
#> (1,) * None !! can't multiply sequence by non-int of type 'NoneType'
#> (1,) * [1] !! can't multiply sequence by non-int of type 'list'
#> (1,) * {1: 2} !! can't multiply sequence by non-int of type 'dict'
#> (1,) * 1.5 !! can't multiply sequence by non-int of type 'float'
#> {1} * None !! unsupported operand type(s) for *: 'set' and 'NoneType'
#> {1} * [1] !! can't multiply sequence by non-int of type 'set'
#> {1} * {1: 2} !! unsupported operand type(s) for *: 'set' and 'dict'
#> {1} * 1.5 !! unsupported operand type(s) for *: 'set' and 'float'
#> None * None !! unsupported operand type(s) for *: 'NoneType' and 'NoneType'
#> None * [1] !! can't multiply sequence by non-int of type 'NoneType'
#> None * {1: 2} !! unsupported operand type(s) for *: 'NoneType' and 'dict'
#> None * 1.5 !! unsupported operand type(s) for *: 'NoneType' and 'float'
#> 1 - None !! unsupported operand type(s) for -: 'int' and 'NoneType'
#> 1 - [1] !! unsupported operand type(s) for -: 'int' and 'list'
#> 1 - {1: 2} !! unsupported operand type(s) for -: 'int' and 'dict'
#> 'a' - None !! unsupported operand type(s) for -: 'str' and 'NoneType'
#> 'a' - [1] !! unsupported operand type(s) for -: 'str' and 'list'
#> 'a' - {1: 2} !! unsupported operand type(s) for -: 'str' and 'dict'
#> 'a' - 1.5 !! unsupported operand type(s) for -: 'str' and 'float'
#> [1] - None !! unsupported operand type(s) for -: 'list' and 'NoneType'
#> [1] - [1] !! unsupported operand type(s) for -: 'list' and 'list'
#> [1] - {1: 2} !! unsupported operand type(s) for -: 'list' and 'dict'
#> [1] - 1.5 !! unsupported operand type(s) for -: 'list' and 'float'
#> (1,) - None !! unsupported operand type(s) for -: 'tuple' and 'NoneType'
#> (1,) - [1] !! unsupported operand type(s) for -: 'tuple' and 'list'
#> (1,) - {1: 2} !! unsupported operand type(s) for -: 'tuple' and 'dict'
#> (1,) - 1.5 !! unsupported operand type(s) for -: 'tuple' and 'float'
#> {1} - None !! unsupported operand type(s) for -: 'set' and 'NoneType'
#> {1} - [1] !! unsupported operand type(s) for -: 'set' and 'list'
#> {1} - {1: 2} !! unsupported operand type(s) for -: 'set' and 'dict'
#> {1} - 1.5 !! unsupported operand type(s) for -: 'set' and 'float'
#> None - None !! unsupported operand type(s) for -: 'NoneType' and 'NoneType'
#> None - [1] !! unsupported operand type(s) for -: 'NoneType' and 'list'
#> None - {1: 2} !! unsupported operand type(s) for -: 'NoneType' and 'dict'
#> None - 1.5 !! unsupported operand type(s) for -: 'NoneType' and 'float'
#> 1 % None !! unsupported operand type(s) for %: 'int' and 'NoneType'
#> 1 % [1] !! unsupported operand type(s) for %: 'int' and 'list'
#> 1 % {1: 2} !! unsupported operand type(s) for %: 'int' and 'dict'
#> 'a' % None !! not all arguments converted during string formatting
#> 'a' % 1.5 !! not all arguments converted during string formatting
#> [1] % None !! unsupported operand type(s) for %: 'list' and 'NoneType'
#> [1] % [1] !! unsupported operand type(s) for %: 'list' and 'list'
#> [1] % {1: 2} !! unsupported operand type(s) for %: 'list' and 'dict'
#> [1] % 1.5 !! unsupported operand type(s) for %: 'list' and 'float'
#> (1,) % None !! unsupported operand type(s) for %: 'tuple' and 'NoneType'
#> (1,) % [1] !! unsupported operand type(s) for %: 'tuple' and 'list'
#> (1,) % {1: 2} !! unsupported operand type(s) for %: 'tuple' and 'dict'
#> (1,) % 1.5 !! unsupported operand type(s) for %: 'tuple' and 'float'
#> {1} % None !! unsupported operand type(s) for %: 'set' and 'NoneType'
#> {1} % [1] !! unsupported operand type(s) for %: 'set' and 'list'
#> {1} % {1: 2} !! unsupported operand type(s) for %: 'set' and 'dict'
#> {1} % 1.5 !! unsupported operand type(s) for %: 'set' and 'float'
#> None % None !! unsupported operand type(s) for %: 'NoneType' and 'NoneType'
#> None % [1] !! unsupported operand type(s) for %: 'NoneType' and 'list'
#> None % {1: 2} !! unsupported operand type(s) for %: 'NoneType' and 'dict'
#> None % 1.5 !! unsupported operand type(s) for %: 'NoneType' and 'float'
#> 1 < None !! '<' not supported between instances of 'int' and 'NoneType'
#> 1 < [1] !! '<' not supported between instances of 'int' and 'list'
#> 1 < {1: 2} !! '<' not supported between instances of 'int' and 'dict'
#> 'a' < None !! '<' not supported between instances of 'str' and 'NoneType'
#> 'a' < [1] !! '<' not supported between instances of 'str' and 'list'
#> 'a' < {1: 2} !! '<' not supported between instances of 'str' and 'dict'
#> 'a' < 1.5 !! '<' not supported between instances of 'str' and 'float'
#> [1] < None !! '<' not supported between instances of 'list' and 'NoneType'
#> [1] < {1: 2} !! '<' not supported between instances of 'list' and 'dict'
#> [1] < 1.5 !! '<' not supported between instances of 'list' and 'float'
#> (1,) < None !! '<' not supported between instances of 'tuple' and 'NoneType'
#> (1,) < [1] !! '<' not supported between instances of 'tuple' and 'list'
#> (1,) < {1: 2} !! '<' not supported between instances of 'tuple' and 'dict'
#> (1,) < 1.5 !! '<' not supported between instances of 'tuple' and 'float'
#> {1} < None !! '<' not supported between instances of 'set' and 'NoneType'
#> {1} < [1] !! '<' not supported between instances of 'set' and 'list'
#> {1} < {1: 2} !! '<' not supported between instances of 'set' and 'dict'
#> {1} < 1.5 !! '<' not supported between instances of 'set' and 'float'
#> None < None !! '<' not supported between instances of 'NoneType' and 'NoneType'
#> None < [1] !! '<' not supported between instances of 'NoneType' and 'list'
#> None < {1: 2} !! '<' not supported between instances of 'NoneType' and 'dict'
#> None < 1.5 !! '<' not supported between instances of 'NoneType' and 'float'
#> 1 | None !! unsupported operand type(s) for |: 'int' and 'NoneType'
#> 1 | [1] !! unsupported operand type(s) for |: 'int' and 'list'
#> 1 | {1: 2} !! unsupported operand type(s) for |: 'int' and 'dict'
#> 1 | 1.5 !! unsupported operand type(s) for |: 'int' and 'float'
#> 'a' | None !! unsupported operand type(s) for |: 'str' and 'NoneType'
#> 'a' | [1] !! unsupported operand type(s) for |: 'str' and 'list'
#> 'a' | {1: 2} !! unsupported operand type(s) for |: 'str' and 'dict'
#> 'a' | 1.5 !! unsupported operand type(s) for |: 'str' and 'float'
#> [1] | None !! unsupported operand type(s) for |: 'list' and 'NoneType'
#> [1] | [1] !! unsupported operand type(s) for |: 'list' and 'list'
#> [1] | {1: 2} !! unsupported operand type(s) for |: 'list' and 'dict'
#> [1] | 1.5 !! unsupported operand type(s) for |: 'list' and 'float'
#> (1,) | None !! unsupported operand type(s) for |: 'tuple' and 'NoneType'
#> (1,) | [1] !! unsupported operand type(s) for |: 'tuple' and 'list'
#> (1,) | {1: 2} !! unsupported operand type(s) for |: 'tuple' and 'dict'
#> (1,) | 1.5 !! unsupported operand type(s) for |: 'tuple' and 'float'
#> {1} | None !! unsupported operand type(s) for |: 'set' and 'NoneType'
#> {1} | [1] !! unsupported operand type(s) for |: 'set' and 'list'
#> {1} | {1: 2} !! unsupported operand type(s) for |: 'set' and 'dict'
#> {1} | 1.5 !! unsupported operand type(s) for |: 'set' and 'float'
#> None | None !! unsupported operand type(s) for |: 'NoneType' and 'NoneType'
#> None | [1] !! unsupported operand type(s) for |: 'NoneType' and 'list'
#> None | {1: 2} !! unsupported operand type(s) for |: 'NoneType' and 'dict'
#> None | 1.5 !! unsupported operand type(s) for |: 'NoneType' and 'float'
for operator in ["-", "+", "~"]:
    for value in values:
        try:
            eval(f"{operator}{value}")
        except TypeError as error:
            print(operator, value, "!!", error)
#> - 'a' !! bad operand type for unary -: 'str'
#> - [1] !! bad operand type for unary -: 'list'
#> - (1,) !! bad operand type for unary -: 'tuple'
#> - {1: 2} !! bad operand type for unary -: 'dict'
#> - {1} !! bad operand type for unary -: 'set'
#> - None !! bad operand type for unary -: 'NoneType'
#> - range(2) !! bad operand type for unary -: 'range'
#> + 'a' !! bad operand type for unary +: 'str'
#> + [1] !! bad operand type for unary +: 'list'
#> + (1,) !! bad operand type for unary +: 'tuple'
#> + {1: 2} !! bad operand type for unary +: 'dict'
#> + {1} !! bad operand type for unary +: 'set'
#> + None !! bad operand type for unary +: 'NoneType'
#> + range(2) !! bad operand type for unary +: 'range'
#> ~ 1.5 !! bad operand type for unary ~: 'float'
#> ~ 1j !! bad operand type for unary ~: 'complex'
#> ~ 'a' !! bad operand type for unary ~: 'str'
#> ~ [1] !! bad operand type for unary ~: 'list'
#> ~ (1,) !! bad operand type for unary ~: 'tuple'
#> ~ {1: 2} !! bad operand type for unary ~: 'dict'
#> ~ {1} !! bad operand type for unary ~: 'set'
#> ~ None !! bad operand type for unary ~: 'NoneType'
#> ~ range(2) !! bad operand type for unary ~: 'range'
for operator in ["+=", "-=", "*=", "/=", "//=", "%=", "**=", "<<=", ">>=", "&=", "|=", "^=", "@="]:
    for left, right in [("1", "'a'"), ("'a'", "1.5"), ("[1]", "None"), ("(1,)", "[1]"), ("None", "1")]:
        namespace = {}
        try:
            exec(f"x = {left}\nx {operator} {right}", namespace)
            print(left, operator, right, "->", namespace["x"])
        except (TypeError, ValueError) as error:
            print(left, operator, right, "!!", error)
#> 1 += 'a' !! unsupported operand type(s) for +=: 'int' and 'str'
#> 'a' += 1.5 !! can only concatenate str (not "float") to str
#> [1] += None !! 'NoneType' object is not iterable
#> (1,) += [1] !! can only concatenate tuple (not "list") to tuple
#> None += 1 !! unsupported operand type(s) for +=: 'NoneType' and 'int'
#> 1 -= 'a' !! unsupported operand type(s) for -=: 'int' and 'str'
#> 'a' -= 1.5 !! unsupported operand type(s) for -=: 'str' and 'float'
#> [1] -= None !! unsupported operand type(s) for -=: 'list' and 'NoneType'
#> (1,) -= [1] !! unsupported operand type(s) for -=: 'tuple' and 'list'
#> None -= 1 !! unsupported operand type(s) for -=: 'NoneType' and 'int'
#> 1 *= 'a' -> a
#> 'a' *= 1.5 !! can't multiply sequence by non-int of type 'float'
#> [1] *= None !! can't multiply sequence by non-int of type 'NoneType'
#> (1,) *= [1] !! can't multiply sequence by non-int of type 'list'
#> None *= 1 !! unsupported operand type(s) for *=: 'NoneType' and 'int'
#> 1 /= 'a' !! unsupported operand type(s) for /=: 'int' and 'str'
#> 'a' /= 1.5 !! unsupported operand type(s) for /=: 'str' and 'float'
#> [1] /= None !! unsupported operand type(s) for /=: 'list' and 'NoneType'
#> (1,) /= [1] !! unsupported operand type(s) for /=: 'tuple' and 'list'
#> None /= 1 !! unsupported operand type(s) for /=: 'NoneType' and 'int'
#> 1 //= 'a' !! unsupported operand type(s) for //=: 'int' and 'str'
#> 'a' //= 1.5 !! unsupported operand type(s) for //=: 'str' and 'float'
#> [1] //= None !! unsupported operand type(s) for //=: 'list' and 'NoneType'
#> (1,) //= [1] !! unsupported operand type(s) for //=: 'tuple' and 'list'
#> None //= 1 !! unsupported operand type(s) for //=: 'NoneType' and 'int'
#> 1 %= 'a' !! unsupported operand type(s) for %=: 'int' and 'str'
#> 'a' %= 1.5 !! not all arguments converted during string formatting
#> [1] %= None !! unsupported operand type(s) for %=: 'list' and 'NoneType'
#> (1,) %= [1] !! unsupported operand type(s) for %=: 'tuple' and 'list'
#> None %= 1 !! unsupported operand type(s) for %=: 'NoneType' and 'int'
#> 1 **= 'a' !! unsupported operand type(s) for **=: 'int' and 'str'
#> 'a' **= 1.5 !! unsupported operand type(s) for **=: 'str' and 'float'
#> [1] **= None !! unsupported operand type(s) for **=: 'list' and 'NoneType'
#> (1,) **= [1] !! unsupported operand type(s) for **=: 'tuple' and 'list'
#> None **= 1 !! unsupported operand type(s) for **=: 'NoneType' and 'int'
#> 1 <<= 'a' !! unsupported operand type(s) for <<=: 'int' and 'str'
#> 'a' <<= 1.5 !! unsupported operand type(s) for <<=: 'str' and 'float'
#> [1] <<= None !! unsupported operand type(s) for <<=: 'list' and 'NoneType'
#> (1,) <<= [1] !! unsupported operand type(s) for <<=: 'tuple' and 'list'
#> None <<= 1 !! unsupported operand type(s) for <<=: 'NoneType' and 'int'
#> 1 >>= 'a' !! unsupported operand type(s) for >>=: 'int' and 'str'
#> 'a' >>= 1.5 !! unsupported operand type(s) for >>=: 'str' and 'float'
#> [1] >>= None !! unsupported operand type(s) for >>=: 'list' and 'NoneType'
#> (1,) >>= [1] !! unsupported operand type(s) for >>=: 'tuple' and 'list'
#> None >>= 1 !! unsupported operand type(s) for >>=: 'NoneType' and 'int'
#> 1 &= 'a' !! unsupported operand type(s) for &=: 'int' and 'str'
#> 'a' &= 1.5 !! unsupported operand type(s) for &=: 'str' and 'float'
#> [1] &= None !! unsupported operand type(s) for &=: 'list' and 'NoneType'
#> (1,) &= [1] !! unsupported operand type(s) for &=: 'tuple' and 'list'
#> None &= 1 !! unsupported operand type(s) for &=: 'NoneType' and 'int'
#> 1 |= 'a' !! unsupported operand type(s) for |=: 'int' and 'str'
#> 'a' |= 1.5 !! unsupported operand type(s) for |=: 'str' and 'float'
#> [1] |= None !! unsupported operand type(s) for |=: 'list' and 'NoneType'
#> (1,) |= [1] !! unsupported operand type(s) for |=: 'tuple' and 'list'
#> None |= 1 !! unsupported operand type(s) for |=: 'NoneType' and 'int'
#> 1 ^= 'a' !! unsupported operand type(s) for ^=: 'int' and 'str'
#> 'a' ^= 1.5 !! unsupported operand type(s) for ^=: 'str' and 'float'
#> [1] ^= None !! unsupported operand type(s) for ^=: 'list' and 'NoneType'
#> (1,) ^= [1] !! unsupported operand type(s) for ^=: 'tuple' and 'list'
#> None ^= 1 !! unsupported operand type(s) for ^=: 'NoneType' and 'int'
#> 1 @= 'a' !! unsupported operand type(s) for @=: 'int' and 'str'
#> 'a' @= 1.5 !! unsupported operand type(s) for @=: 'str' and 'float'
#> [1] @= None !! unsupported operand type(s) for @=: 'list' and 'NoneType'
#> (1,) @= [1] !! unsupported operand type(s) for @=: 'tuple' and 'list'
#> None @= 1 !! unsupported operand type(s) for @=: 'NoneType' and 'int'
attempt("print >> 1")
#> print >> 1 !! TypeError: unsupported operand type(s) for >>: 'builtin_function_or_method' and 'int'. Did you mean "print(<message>, file=<output_stream>)"?
