# Colons, blocks and indentation.
def broken(source):
    try:
        compile(source, "<test>", "exec")
    except SyntaxError as error:
        name, (_, line, column, *_) = error.args
        print(f"{type(error).__name__} {line}:{column} {name}")
    else:
        print("fine")


broken("if x\n  pass")  #> SyntaxError 1:5 expected ':'
broken("while x")  #> SyntaxError 1:8 expected ':'
broken("for x in y")  #> SyntaxError 1:11 expected ':'
broken("def f()")  #> SyntaxError 1:8 expected ':'
broken("def f:")  #> SyntaxError 1:6 expected '('
broken("class A")  #> SyntaxError 1:8 expected ':'
broken("with a as b")  #> SyntaxError 1:12 expected ':'
broken("try: pass")  #> SyntaxError 1:10 expected 'except' or 'finally' block
broken("try:\n  x\ny = 1")  #> SyntaxError 3:1 expected 'except' or 'finally' block
broken("try: pass\nexcept: pass\nexcept A: pass")  #> SyntaxError 2:1 default 'except:' must be last
broken("try: pass\nexcept A: pass\nexcept* B: pass")
#> SyntaxError 3:1 cannot have both 'except' and 'except*' on the same 'try'
broken("try: pass\nexcept A, B: pass")
#> SyntaxError 2:8 multiple exception types must be parenthesized
broken("if 1:\npass")  #> IndentationError 2:1 expected an indented block after 'if' statement on line 1
broken("def f():\nreturn 1")
#> IndentationError 2:1 expected an indented block after function definition on line 1
broken("class A:\npass")
#> IndentationError 2:1 expected an indented block after class definition on line 1
broken("for x in y:\npass")
#> IndentationError 2:1 expected an indented block after 'for' statement on line 1
broken("async def f():\npass")
#> IndentationError 2:1 expected an indented block after function definition on line 1
broken("match x:\n case 1:\n pass")
#> IndentationError 3:2 expected an indented block after 'case' statement on line 2
broken("if 1:\n")  #> IndentationError 1:6 expected an indented block after 'if' statement on line 1
broken("  x = 1")  #> IndentationError 1:2 unexpected indent
broken("x = 1\n  y = 2")  #> IndentationError 2:2 unexpected indent
broken("if 1:\n    x\n  y")  #> IndentationError 3:4 unindent does not match any outer indentation level
broken("if 1:\n\tx\n        y")  #> TabError 3:1 inconsistent use of tabs and spaces in indentation
broken("if x: pass else: pass")  #> SyntaxError 1:12 invalid syntax
