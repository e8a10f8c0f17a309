# A coroutine is driven by send(None); what awaitables yield comes out, what is sent goes in.
class Ask:
    def __init__(self, question):
        self.question = question

    def __await__(self):
        answer = yield self.question
        return answer * 2


async def talk():
    first = await Ask("first?")
    second = await Ask("second?")
    return first, second


coroutine = talk()
print(type(coroutine).__name__, coroutine.__name__)  #> coroutine talk
print(coroutine.send(None))  #> first?
print(coroutine.send(10))  #> second?
try:
    coroutine.send(20)
except StopIteration as stop:
    print(stop.value)
#> (20, 40)
try:
    coroutine.send(None)
except RuntimeError as error:
    print(error)
#> cannot reuse already awaited coroutine


async def outer():
    return [await talk(), await talk()]


def drive(coroutine, answers):
    answers = iter(answers)
    sent = None
    try:
        while True:
            print("asked", coroutine.send(sent))
            sent = next(answers)
    except StopIteration as stop:
        return stop.value


print(drive(outer(), [1, 2, 3, 4]))
#> asked first?
#> asked second?
#> asked first?
#> asked second?
#> [(2, 4), (6, 8)]
