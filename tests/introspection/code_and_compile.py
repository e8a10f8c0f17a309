# compile, exec and eval with every kind of namespace.
print(eval("1 + 2"), eval("x * 2", {"x": 4}), eval(" \t3"))  #> 3 8 3
space = {}
exec("a = 1\ndef f():\n    return a + 1\nb = f()", space)
print(sorted(k for k in space if k != "__builtins__"), space["b"], "__builtins__" in space)  #> ['a', 'b', 'f'] 2 True
outer, inner = {"x": 1}, {}
exec("y = x + 1", outer, inner)
print(inner, "y" in outer)  #> {'y': 2} False
class Names(dict):
    def __missing__(self, key):
        return "no " + key
print(eval("p + q", {}, Names(p="p:")))  #> p:no q
code = compile("x + 1", "<made>", "eval")
print(eval(code, {"x": 1}), code.co_filename, code.co_names, type(code).__name__)  #> 2 <made> ('x',) code
exec(compile("print('single')\n1 + 1", "<two>", "exec"))  #> single
exec(compile("40 + 2", "<one>", "single"))  #> 42
def attempt(action):
    try:
        print(action())
    except (TypeError, ValueError, NameError, SyntaxError) as error:
        print(type(error).__name__ + ":", error)
attempt(lambda: eval("missing", {}))  #> NameError: name 'missing' is not defined
attempt(lambda: eval(1))  #> TypeError: eval() arg 1 must be a string, bytes or code object
attempt(lambda: exec(1.5))  #> TypeError: exec() arg 1 must be a string, bytes or code object
attempt(lambda: exec("", 1))  #> TypeError: exec() globals must be a dict, not int
attempt(lambda: exec("", {}, 1))  #> TypeError: locals must be a mapping or None, not int
attempt(lambda: compile("1", "f", "wrong"))  #> ValueError: compile() mode must be 'exec', 'eval' or 'single'
attempt(lambda: compile(1, "f", "exec"))  #> TypeError: compile() arg 1 must be a string, bytes or AST object
attempt(lambda: eval("1\0"))  #> SyntaxError: source code string cannot contain null bytes
def local():
    v = 5
    exec("v = 6; w = 7")
    return v, eval("v + 1"), sorted(locals())
print(local())  #> (5, 6, ['v'])
def snapshot():
    a = 1
    first = locals()
    b = 2
    return first, locals()["b"], first is locals()
print(snapshot())  #> ({'a': 1}, 2, False)
print(globals() is locals(), "space" in globals(), vars() is globals())  #> True True True
attempt(lambda: vars(1))  #> TypeError: vars() argument must have __dict__ attribute
def closed(n):
    def g():
        return n
    return g
attempt(lambda: exec(closed(1).__code__))  #> TypeError: code object requires a closure of exactly length 1
exec(closed(1).__code__, {}, closure=closed(3).__closure__)
print(dir({}.__class__)[:2], [n for n in dir() if n == "space"])  #> ['__class__', '__class_getitem__'] ['space']
