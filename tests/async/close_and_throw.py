# close and throw reach through the coroutines that are awaited.
class Pause:
    def __await__(self):
        try:
            yield "paused"
        except ValueError as error:
            print("inner saw", error)
            yield "recovered"


async def inner():
    try:
        await Pause()
    finally:
        print("inner done")


async def outer():
    try:
        await inner()
    except KeyError as error:
        print("outer saw", error)
        return "handled"
    finally:
        print("outer done")


coroutine = outer()
print(coroutine.send(None))  #> paused
print(coroutine.throw(ValueError("first")))
#> inner saw first
#> recovered
try:
    coroutine.throw(KeyError("second"))
except StopIteration as stop:
    print(stop.value)
#> inner done
#> outer saw 'second'
#> outer done
#> handled

coroutine = outer()
print(coroutine.send(None))  #> paused
coroutine.close()
#> inner done
#> outer done
print(coroutine.cr_running, coroutine.cr_await)  #> False None
