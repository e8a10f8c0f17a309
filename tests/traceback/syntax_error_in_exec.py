# The SyntaxError of compiled text shows its place in that text; brackets in quotes are no brackets.
print("(", end="\n")
exec(compile("x = 1\ny = = 2\n", "given (", "exec"))
#> (
#2> Traceback (most recent call last):
#2>   File "syntax_error_in_exec.py", line 3, in <module>
#2>     exec(compile("x = 1\ny = = 2\n", "given (", "exec"))
#2>          ~~~~~~~^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
#2>   File "given (", line 2
#2>     y = = 2
#2>         ^
#2> SyntaxError: invalid syntax
# exit: 1
