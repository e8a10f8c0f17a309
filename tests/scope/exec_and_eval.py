# exec and eval with namespaces of their own, and what names in them mean.
namespace = {}
exec("x = 1\ndef f(): return x", namespace)
print(namespace["x"], namespace["f"]())  #> 1 1
own = {}
exec("y = 2\nz = [y for _ in range(2)]", {}, own)
print(own)  #> {'y': 2, 'z': [2, 2]}
try:
    exec("v = 1\ndef f(): return v\nprint(f())", {}, {})
except NameError as error:
    print(error)
#> name 'v' is not defined


class Names(dict):
    def __missing__(self, key):
        print("asked for", key)
        return key.upper()


print(eval("a + b", {"__builtins__": {}}, Names()))
#> asked for a
#> asked for b
#> AB
print(eval("[i for i in range(n)]", {"n": 3}), eval(" 1 +\\\n 2"))  #> [0, 1, 2] 3


def function():
    local = 5
    exec("local = 6")
    return local, eval("local + 1")


print(function())  #> (5, 6)
code = compile("1 + 2", "<sum>", "eval")
print(eval(code), code.co_filename, code.co_name)  #> 3 <sum> <module>
for mode in ("eval", "single", "exec"):
    try:
        compile("x = 1; y = 2", "<test>", mode)
        print(mode, "fine")
    except SyntaxError as error:
        print(mode, error.args[0])
#> eval invalid syntax
#> single fine
#> exec fine
