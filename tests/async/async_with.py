# async with: enter and exit are awaited, exceptions may be swallowed, several managers nest.
class Manager:
    def __init__(self, name, swallow=False):
        self.name, self.swallow = name, swallow

    async def __aenter__(self):
        print("enter", self.name)
        return self.name.upper()

    async def __aexit__(self, kind, error, traceback):
        print("exit", self.name, kind and kind.__name__)
        return self.swallow


async def both():
    async with Manager("a") as a, Manager("b") as b:
        print(a, b)
    async with Manager("c", swallow=True):
        raise ValueError("lost")
    print("went on")
    async with Manager("d"):
        return "result"


def run(coroutine):
    try:
        coroutine.send(None)
    except StopIteration as stop:
        return stop.value


print(run(both()))
#> enter a
#> enter b
#> A B
#> exit b None
#> exit a None
#> enter c
#> exit c ValueError
#> went on
#> enter d
#> exit d None
#> result


async def escapes():
    async with Manager("e"):
        raise KeyError("out")


try:
    run(escapes())
except KeyError as error:
    print(error)
#> enter e
#> exit e KeyError
#> 'out'
