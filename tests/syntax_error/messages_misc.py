# Print statements, comprehensions, conditionals, literals, imports.
def broken(source):
    try:
        compile(source, "<test>", "exec")
    except SyntaxError as error:
        name, (_, line, column, *_) = error.args
        print(f"{column} {name}")
    else:
        print("fine")


broken('print "hello"')  #> 1 Missing parentheses in call to 'print'. Did you mean print(...)?
broken("print x")  #> 1 Missing parentheses in call to 'print'. Did you mean print(...)?
broken("[a b]")  #> 2 invalid syntax. Perhaps you forgot a comma?
broken("x = {'a': 1\n     'b': 2}")  #> 11 invalid syntax. Perhaps you forgot a comma?
broken("x = 5 6")  #> 7 invalid syntax
broken("x if y")  #> 1 expected 'else' after 'if' expression
broken("print(a if b)")  #> 7 expected 'else' after 'if' expression
broken("[x, y for x in z]")  #> 2 did you forget parentheses around the comprehension target?
broken("(x for x)")  #> 9 'in' expected after for-loop variables
broken("b'\u00e9'")  #> 1 bytes can only contain ASCII literal characters
broken("'a' b'b'")  #> 9 cannot mix bytes and nonbytes literals
broken("f'{}'")  #> 4 f-string: valid expression required before '}'
broken("f'{x!z}'")  #> 6 f-string: invalid conversion character 'z': expected 's', 'r', or 'a'
broken("f'}'")  #> 3 f-string: single '}' is not allowed
broken("f'{x'")  #> 5 f-string: expecting '}'
broken("import")  #> 7 Expected one or more names after 'import'
broken("from a import b,")  #> 17 trailing comma not allowed without surrounding parentheses
broken("x = 1 +")  #> 8 invalid syntax
broken("return = 1")  #> 8 invalid syntax
broken("class = 1")  #> 7 invalid syntax
broken("a..b")  #> 3 invalid syntax
broken("x[]")  #> 3 invalid syntax
broken("{1:}")  #> 3 expression expected after dictionary key and ':'
broken("a <> b")  #> 3 invalid syntax
broken("x++")  #> 4 invalid syntax
broken("async x")  #> 7 invalid syntax
broken("@\nf")  #> 2 invalid syntax
