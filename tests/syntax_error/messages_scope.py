# Declarations, returns and loops in the wrong place.
def broken(source):
    try:
        compile(source, "<test>", "exec")
    except SyntaxError as error:
        print(error.args[0])
    else:
        print("fine")


broken("return 1")  #> 'return' outside function
broken("class A: return 1")  #> 'return' outside function
broken("yield 1")  #> 'yield' outside function
broken("class A: yield 1")  #> 'yield' outside function
broken("await x")  #> 'await' outside function
broken("def f(): await x")  #> 'await' outside async function
broken("async for x in y: pass")  #> 'async for' outside async function
broken("async def f(): yield from x")  #> 'yield from' inside async function
broken("async def f(): return 1; yield 2")  #> 'return' with value in async generator
broken("def f(): [x async for x in y]")
#> asynchronous comprehension outside of an asynchronous function
broken("break")  #> 'break' outside loop
broken("if 1: continue")  #> 'continue' not properly in loop
broken("def f():\n while 1:\n  def g(): break")  #> 'break' outside loop
broken("def f(): x = 1; global x")  #> name 'x' is assigned to before global declaration
broken("def f(): print(x); global x")  #> name 'x' is used prior to global declaration
broken("def f(x): global x")  #> name 'x' is parameter and global
broken("def f(): x: int; global x")  #> annotated name 'x' can't be global
broken("def f(): nonlocal x")  #> no binding for nonlocal 'x' found
broken("nonlocal x")  #> nonlocal declaration not allowed at module level
broken("def f():\n global x\n nonlocal x")  #> name 'x' is nonlocal and global
broken("def f(a, a): pass")  #> duplicate argument 'a' in function definition
broken("def f(): from a import *")  #> import * only allowed at module level
broken("from __future__ import nothing")  #> future feature nothing is not defined
broken("from __future__ import braces")  #> not a chance
broken("x = 1\nfrom __future__ import division")
#> from __future__ imports must occur at the beginning of the file
broken("a, *b, *c = x")  #> multiple starred expressions in assignment
broken("*a = x")  #> starred assignment target must be in a list or tuple
broken("x = *a")  #> can't use starred expression here
