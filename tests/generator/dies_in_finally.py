# A suspended generator runs its finally blocks when it dies.
def guarded(name):
    try:
        yield 1
        yield 2
    finally:
        print("finally", name)


g = guarded("deleted")
print(next(g))  #> 1
del g  #> finally deleted
print("after del")  #> after del
for x in guarded("broken out of"):
    break
#> finally broken out of
print("after loop")  #> after loop
g = guarded("rebound")
next(g)
g = None  #> finally rebound
guarded("never started")
print("nothing ran")  #> nothing ran


def with_manager():
    class Manager:
        def __enter__(self):
            return self

        def __exit__(self, kind, error, traceback):
            print("exit", kind.__name__)

    with Manager():
        yield "in"


g = with_manager()
print(next(g))  #> in
del g  #> exit GeneratorExit


def finishes():
    yield from guarded("delegated")


g = finishes()
next(g)
del g  #> finally delegated
print("end")  #> end
