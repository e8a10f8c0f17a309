# Asynchronous generators: asend, athrow, aclose, and what they run on the way.
async def numbers(n):
    try:
        for i in range(n):
            got = yield i
            if got is not None:
                print("got", got)
    finally:
        print("finally")


def run(awaitable):
    async def main():
        return await awaitable

    try:
        main().send(None)
    except StopIteration as stop:
        return stop.value


agen = numbers(5)
print(run(agen.__anext__()))  #> 0
print(run(agen.asend("hello")))
#> got hello
#> 1
try:
    run(agen.athrow(ValueError("thrown")))
except ValueError as error:
    print("caught", error)
#> finally
#> caught thrown
try:
    run(agen.__anext__())
except StopAsyncIteration as stop:
    print(repr(stop))
#> StopAsyncIteration()
closed = numbers(3)
print(run(closed.__anext__()))  #> 0
print(run(closed.aclose()))
#> finally
#> None
print(run(closed.aclose()))  #> None
print(run(anext(numbers(0), "default")))
#> finally
#> default
step = numbers(1).__anext__()
run(step)
try:
    run(step)
except RuntimeError as error:
    print(error)
#> cannot reuse already awaited __anext__()/asend()
print(type(agen).__name__, agen.ag_running)  #> async_generator False
#> finally
