# contextlib: generators as context managers, suppression, stacks, redirection.
import contextlib, io
@contextlib.contextmanager
def logged(name):
    print('enter', name)
    try:
        yield name.upper()
    except ValueError as e:
        print('caught', e)
    finally:
        print('exit', name)
with logged('a') as value:
    print(value)
#> enter a
#> A
#> exit a
with logged('b'):
    raise ValueError('inside')
#> enter b
#> caught inside
#> exit b
try:
    with logged('c'):
        raise KeyError('through')
except KeyError as e:
    print('outside', e)
#> enter c
#> exit c
#> outside 'through'
with contextlib.suppress(ZeroDivisionError):
    1 / 0
with contextlib.ExitStack() as stack:
    names = [stack.enter_context(logged(n)) for n in 'xy']
    stack.callback(print, 'callback', names)
#> enter x
#> enter y
#> callback ['X', 'Y']
#> exit y
#> exit x
out = io.StringIO()
with contextlib.redirect_stdout(out):
    print('hidden')
print(repr(out.getvalue()))  #> 'hidden\n'
class Thing:
    def close(self):
        print('closed')
with contextlib.closing(Thing()) as thing, contextlib.nullcontext(5) as five:
    print(five)
#> 5
#> closed
@logged('decorated')
def work():
    return 'done'
print(work())
#> enter decorated
#> exit decorated
#> done
try:
    with contextlib.contextmanager(lambda: iter(()))():
        pass
except (RuntimeError, AttributeError) as e:
    print(type(e).__name__, e)  #> RuntimeError generator didn't yield
