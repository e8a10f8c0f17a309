# What cannot be awaited, and coroutines used wrongly.
def drive(coroutine):
    try:
        return coroutine.send(None)
    except StopIteration as stop:
        return stop.value
    except BaseException as error:
        return f"{type(error).__name__}: {error}"


async def await_value(value):
    return await value


class BadAwait:
    def __await__(self):
        return 5


class CoroutineAwait:
    def __await__(self):
        return await_value(1)


print(drive(await_value(5)))  #> TypeError: object int can't be used in 'await' expression
print(drive(await_value("text")))  #> TypeError: object str can't be used in 'await' expression
print(drive(await_value(BadAwait())))  #> TypeError: __await__() returned non-iterator of type 'int'


async def stop():
    raise StopIteration("inside")


print(drive(stop()))  #> RuntimeError: coroutine raised StopIteration


async def loop_over(value):
    async for _ in value:
        pass


async def with_value(value):
    async with value:
        pass


print(drive(loop_over([1])))
#> TypeError: 'async for' requires an object with __aiter__ method, got list
print(drive(with_value(5)))
#> TypeError: 'int' object does not support the asynchronous context manager protocol
coroutine = await_value(1)
try:
    coroutine.send(1)
except TypeError as error:
    print(error)
#> can't send non-None value to a just-started coroutine
coroutine.close()
print(drive(coroutine))  #> RuntimeError: cannot reuse already awaited coroutine
