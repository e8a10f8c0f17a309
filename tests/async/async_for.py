# async for with else, break and continue; comprehensions with async for.
class Countdown:
    def __init__(self, start):
        self.start = start

    def __aiter__(self):
        return self

    async def __anext__(self):
        if self.start == 0:
            raise StopAsyncIteration
        self.start -= 1
        return self.start


def run(coroutine):
    try:
        coroutine.send(None)
    except StopIteration as stop:
        return stop.value


async def loops():
    async for n in Countdown(3):
        print(n)
    else:
        print("else")
    async for n in Countdown(5):
        if n == 3:
            continue
        if n == 1:
            break
        print("seen", n)
    else:
        print("never")
    print([n async for n in Countdown(4) if n % 2])
    print({n: n * n async for n in Countdown(3)})
    print({n async for n in Countdown(3)})
    print([[m async for m in Countdown(n)] async for n in Countdown(3)])
    return "done"


print(run(loops()))
#> 2
#> 1
#> 0
#> else
#> seen 4
#> seen 2
#> [3, 1]
#> {2: 4, 1: 1, 0: 0}
#> {0, 1, 2}
#> [[1, 0], [0], []]
#> done
