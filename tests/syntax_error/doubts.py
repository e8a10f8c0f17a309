# SyntaxWarnings are given once, where the source is compiled.
import warnings


def doubt(source):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        compile(source, "<test>", "exec")
    for warning in caught:
        print(warning.category.__name__, warning.lineno, warning.message)
    if not caught:
        print("nothing")


doubt("x is 5")  #> SyntaxWarning 1 "is" with 'int' literal. Did you mean "=="?
doubt("x is not 'a'")  #> SyntaxWarning 1 "is not" with 'str' literal. Did you mean "!="?
doubt("x is ()")  #> SyntaxWarning 1 "is" with 'tuple' literal. Did you mean "=="?
doubt("x is None, x is True, x is ...")  #> nothing
doubt("assert (x, 'message')")  #> SyntaxWarning 1 assertion is always true, perhaps remove parentheses?
doubt("(1)(2)")  #> SyntaxWarning 1 'int' object is not callable; perhaps you missed a comma?
doubt("[1, 2](3)")  #> SyntaxWarning 1 'list' object is not callable; perhaps you missed a comma?
doubt("'text'[1.5]")
#> SyntaxWarning 1 str indices must be integers or slices, not float; perhaps you missed a comma?
doubt("[1]['a']")
#> SyntaxWarning 1 list indices must be integers or slices, not str; perhaps you missed a comma?
doubt("'\\d' '\\n' r'\\d'")  #> SyntaxWarning 1 invalid escape sequence '\d'
doubt("b'\\q'\n'\\8'")
#> SyntaxWarning 1 invalid escape sequence '\q'
#> SyntaxWarning 2 invalid escape sequence '\8'
doubt("'\\400'")  #> SyntaxWarning 1 invalid octal escape sequence '\400'
with warnings.catch_warnings():
    warnings.simplefilter("error")
    try:
        compile("x is 5", "<test>", "exec")
    except SyntaxError as error:
        print(type(error).__name__, error.args[0])
#> SyntaxError "is" with 'int' literal. Did you mean "=="?
