# Generator expressions that await are asynchronous generators; list comprehensions are evaluated at once.
def run(coroutine):
    try:
        coroutine.send(None)
    except StopIteration as stop:
        return stop.value


async def double(x):
    return x * 2


async def source():
    for i in range(3):
        yield i


async def main():
    doubled = (await double(x) for x in range(3))
    print(type(doubled).__name__)
    print([x async for x in doubled])
    print([await double(x) for x in range(3)])
    print([x async for x in (y + 1 async for y in source())])
    print(max([await double(x) for x in range(3)], default=None), [await double(x) for x in ()])
    return len("x" * 2), [z async for z in source()], "tail"


print(run(main()))
#> async_generator
#> [0, 2, 4]
#> [0, 2, 4]
#> [1, 2, 3]
#> 4 []
#> (2, [0, 1, 2], 'tail')
