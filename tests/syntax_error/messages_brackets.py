# Brackets and strings that are not closed, and characters that mean nothing.
def broken(source):
    try:
        compile(source, "<test>", "exec")
    except SyntaxError as error:
        name, (_, line, column, *_) = error.args
        print(f"{line}:{column} {name}")
    else:
        print("fine")


broken("f(")  #> 1:2 '(' was never closed
broken("x = [1, 2\ny = 3")  #> 1:5 '[' was never closed
broken("x = {'a': 1,\n     'b': 2\n")  #> 1:5 '{' was never closed
broken("x = )")  #> 1:5 unmatched ')'
broken("x = (1]")  #> 1:7 closing parenthesis ']' does not match opening parenthesis '('
broken("x = (\n1]")  #> 2:2 closing parenthesis ']' does not match opening parenthesis '(' on line 1
broken("x = {\n1: 2\n}}")  #> 3:2 unmatched '}'
broken("'abc")  #> 1:1 unterminated string literal (detected at line 1)
broken("x = 'abc\ny = 2'")  #> 1:5 unterminated string literal (detected at line 1)
broken("'''abc\ndef")  #> 1:1 unterminated triple-quoted string literal (detected at line 2)
broken("f'abc")  #> 1:1 unterminated f-string literal (detected at line 1)
broken("x = \\ y")  #> 1:6 unexpected character after line continuation character
broken("x = 1 \\")  #> 1:8 unexpected EOF while parsing
broken("x = $")  #> 1:5 invalid syntax
broken("x = \u201cabc\u201d")  #> 1:5 invalid character '“' (U+201C)
broken("x = 1\u00a0+ 2")  #> 1:6 invalid non-printable character U+00A0
broken("(" * 201)  #> 1:201 too many nested parentheses
