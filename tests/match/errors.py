# Patterns that cannot be: SyntaxErrors and the TypeErrors of class patterns.
def broken(pattern):
    try:
        compile(f"match x:\n case {pattern}: pass\n case z: pass", "<test>", "exec")
    except SyntaxError as error:
        print(error.args[0])
    else:
        print("fine")


broken("a")  #> name capture 'a' makes remaining patterns unreachable
broken("_")  #> wildcard makes remaining patterns unreachable
broken("a | 1")  #> name capture 'a' makes remaining patterns unreachable
broken("[a, a]")  #> multiple assignments to name 'a' in pattern
broken("1 | a | 2")  #> name capture 'a' makes remaining patterns unreachable
broken("[a] | [b]")  #> alternative patterns bind different names
broken("[*a, *b]")  #> multiple starred names in sequence pattern
broken("{'k': 1, 'k': 2}")  #> mapping pattern checks duplicate key ('k')
broken("C(a=1, a=2)")  #> attribute name repeated in class pattern: a
broken("C(a=1, 2)")  #> positional patterns follow keyword patterns
broken("1 + 1")  #> imaginary number required in complex literal
broken("2j + 1")  #> real number required in complex literal
broken("x as _")  #> cannot use '_' as a target
broken("C(a=1, b=2)")  #> fine


class Pair:
    __match_args__ = ("left",)


def class_pattern(subject, cls):
    try:
        match subject:
            case cls(1, 2):
                pass
    except TypeError as error:
        print(error)


class_pattern(Pair(), Pair)  #> Pair() accepts 1 positional sub-pattern (2 given)
class_pattern(Pair(), 5)  #> called match pattern must be a class
class_pattern(5, int)  #> int() accepts 1 positional sub-pattern (2 given)
class_pattern(object(), object)  #> object() accepts 0 positional sub-patterns (2 given)
