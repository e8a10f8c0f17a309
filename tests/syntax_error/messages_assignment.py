# Targets that cannot be assigned to, deleted, annotated or augmented.
def broken(source):
    try:
        compile(source, "<test>", "exec")
    except SyntaxError as error:
        name, (_, line, column, _, _, end) = error.args
        print(f"{column}-{end} {name}")
    else:
        print("fine")


broken("f() = 1")  #> 1-4 cannot assign to function call here. Maybe you meant '==' instead of '='?
broken("1 = x")  #> 1-2 cannot assign to literal here. Maybe you meant '==' instead of '='?
broken("None = 1")  #> 1-5 cannot assign to None
broken("True = 2")  #> 1-5 cannot assign to True
broken("(a, 1) = x")  #> 5-6 cannot assign to literal
broken("[a, f()] = x")  #> 5-8 cannot assign to function call
broken("a + 1 = 2")  #> 1-6 cannot assign to expression here. Maybe you meant '==' instead of '='?
broken("x = y = 1 = 3")  #> 9-10 cannot assign to literal
broken("x = not y = 3")  #> 5-10 cannot assign to expression
broken("f() += 1")  #> 1-4 'function call' is an illegal expression for augmented assignment
broken("(a, b) += 1")  #> 1-7 'tuple' is an illegal expression for augmented assignment
broken("None += 1")  #> 1-5 'None' is an illegal expression for augmented assignment
broken("(a, b): int")  #> 1-7 only single target (not tuple) can be annotated
broken("[a]: int = 3")  #> 1-4 only single target (not list) can be annotated
broken("del f()")  #> 5-8 cannot delete function call
broken("del (a, 1)")  #> 9-10 cannot delete literal
broken("del None")  #> 5-9 cannot delete None
broken("for f() in x: pass")  #> 5-8 cannot assign to function call
broken("for None in x: pass")  #> 5-9 cannot assign to None
broken("with a as f(): pass")  #> 11-14 cannot assign to function call
broken("(f() := 1)")  #> 2-5 cannot use assignment expressions with function call
broken("(1 := 2)")  #> 2-3 cannot use assignment expressions with literal
broken("if x = 3: pass")  #> 4-9 invalid syntax. Maybe you meant '==' or ':=' instead of '='?
broken("while f() = 3: pass")
#> 7-10 cannot assign to function call here. Maybe you meant '==' instead of '='?
