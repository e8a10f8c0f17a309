# Calls and parameters that cannot be.
def broken(source):
    try:
        compile(source, "<test>", "exec")
    except SyntaxError as error:
        name, (_, line, column, *_) = error.args
        print(f"{column} {name}")
    else:
        print("fine")


broken("f(a=1, 2)")  #> 9 positional argument follows keyword argument
broken("f(**k, *a)")  #> 6 iterable argument unpacking follows keyword argument unpacking
broken("f(**k, a)")  #> 9 positional argument follows keyword argument unpacking
broken("f(x for x in y, 1)")  #> 3 Generator expression must be parenthesized
broken("f(1, x for x in y)")  #> 6 Generator expression must be parenthesized
broken("f(a.b=1)")  #> 3 expression cannot contain assignment, perhaps you meant "=="?
broken("f(True=1)")  #> 3 cannot assign to True
broken("f(a=1, a=2)")  #> 8 keyword argument repeated: a
broken("f(x=)")  #> 3 expected argument value expression
broken("f(a b)")  #> 3 invalid syntax. Perhaps you forgot a comma?
broken("f(a, b c)")  #> 6 invalid syntax. Perhaps you forgot a comma?
broken("def f(a=1, b): pass")  #> 12 parameter without a default follows parameter with a default
broken("def f(*): pass")  #> 7 named arguments must follow bare *
broken("def f(*, **k): pass")  #> 7 named arguments must follow bare *
broken("def f(**k, a): pass")  #> 12 arguments cannot follow var-keyword argument
broken("def f(*a, *b): pass")  #> 11 * argument may appear only once
broken("def f(*a=1): pass")  #> 9 var-positional argument cannot have default value
broken("def f(**k=1): pass")  #> 10 var-keyword argument cannot have default value
broken("def f(/, a): pass")  #> 7 at least one argument must precede /
broken("def f(a, /, b, /): pass")  #> 16 / may appear only once
broken("def f(*a, /): pass")  #> 11 / must be ahead of *
broken("def f((a, b)): pass")  #> 7 Function parameters cannot be parenthesized
broken("def f(a b): pass")  #> 9 invalid syntax
broken("lambda a=1, b: 1")  #> 13 parameter without a default follows parameter with a default
broken("f(__debug__=1)")  #> 3 cannot assign to __debug__
