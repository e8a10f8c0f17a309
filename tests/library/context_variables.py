# contextvars: values by context, tokens, copies.
import contextvars
v = contextvars.ContextVar('v', default=0)
w = contextvars.ContextVar('w')
token = v.set(1)
print(v.get(), token.old_value is contextvars.Token.MISSING, token.var is v, w.get('none'))  #> 1 True True none
try:
    w.get()
except LookupError as e:
    print(type(e).__name__, e.args[0] is w)  #> LookupError True
def inside():
    v.set(10)
    w.set('w')
    return v.get(), w.get()
context = contextvars.copy_context()
print(context.run(inside), v.get(), context[v], context.get(w), v in context, len(context))
#> (10, 'w') 1 10 w True 2
print(sorted(x.name for x in context), [value for _, value in sorted(context.items(), key=lambda i: i[0].name)])
#> ['v', 'w'] [10, 'w']
v.reset(token)
print(v.get())  #> 0
for bad in (lambda: v.reset(token), lambda: context.run(lambda: context.run(print)), lambda: contextvars.ContextVar(3), lambda: context['x']):
    try:
        bad()
    except (RuntimeError, TypeError, ValueError) as e:
        print(type(e).__name__)
#> RuntimeError
#> RuntimeError
#> TypeError
#> TypeError
