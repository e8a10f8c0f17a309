# Annotations are evaluated where the definition stands, in the order of the parameters.
def say(text):
    print("evaluating", text)
    return text


def function(a: say("a"), /, b: say("b") = 1, *args: say("args"), c: say("c") = 2, **kw: say("kw")) -> say("return"):
    local: say("never") = 1
    other: say("never")
    return local
#> evaluating b
#> evaluating a
#> evaluating args
#> evaluating c
#> evaluating kw
#> evaluating return


print(function.__annotations__)
#> {'b': 'b', 'a': 'a', 'args': 'args', 'c': 'c', 'kw': 'kw', 'return': 'return'}
print(function(0))  #> 1


class Annotated:
    plain: say("plain")
    valued: say("valued") = 3
    (bracketed): say("bracketed") = 4
    if False:
        skipped: say("skipped")
#> evaluating plain
#> evaluating valued
#> evaluating bracketed


print(Annotated.__annotations__, Annotated.bracketed)  #> {'plain': 'plain', 'valued': 'valued'} 4
module_level: say("module") = 5  #> evaluating module
print(__annotations__)  #> {'module_level': 'module'}
try:
    exec("def f(x: undefined): pass")
except NameError as error:
    print(error)
#> name 'undefined' is not defined
