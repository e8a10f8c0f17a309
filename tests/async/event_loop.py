# asyncio's event loop: tasks that sleep, wait for each other, time out and are cancelled.
import asyncio


async def after(seconds, value):
    await asyncio.sleep(seconds)
    return value


async def producer(queue):
    for number in range(3):
        await queue.put(number)
    await queue.put(None)


async def main():
    print(await asyncio.gather(*(after(0.001 * (3 - n), n) for n in range(3))))  #> [0, 1, 2]
    queue = asyncio.Queue(maxsize=1)
    task = asyncio.create_task(producer(queue))
    while (item := await queue.get()) is not None:
        print("got", item)
    #> got 0
    #> got 1
    #> got 2
    await task
    try:
        await asyncio.wait_for(after(60, "late"), 0.005)
    except TimeoutError as error:
        print(type(error).__name__)  #> TimeoutError
    async with asyncio.TaskGroup() as group:
        first, second = group.create_task(after(0.002, "a")), group.create_task(after(0.001, "b"))
    print(first.result(), second.result())  #> a b
    sleeper = asyncio.create_task(after(60, None))
    await asyncio.sleep(0)
    sleeper.cancel()
    try:
        await sleeper
    except asyncio.CancelledError:
        print("cancelled", sleeper.cancelled())  #> cancelled True
    lock, event, order = asyncio.Lock(), asyncio.Event(), []

    async def worker(name):
        await event.wait()
        async with lock:
            order.append(name)
            await asyncio.sleep(0)

    workers = [asyncio.create_task(worker(name)) for name in "xyz"]
    await asyncio.sleep(0)
    event.set()
    await asyncio.gather(*workers)
    print(order)  #> ['x', 'y', 'z']
    done, pending = await asyncio.wait([asyncio.create_task(after(0.001, 1)), asyncio.create_task(after(60, 2))],
                                       return_when=asyncio.FIRST_COMPLETED)
    print(len(done), len(pending))  #> 1 1
    results = await asyncio.gather(after(0, 1), boom(), return_exceptions=True)
    print(results)  #> [1, ValueError('boom')]


async def boom():
    raise ValueError("boom")


asyncio.run(main())

try:
    asyncio.run(boom())
except ValueError as error:
    print("raised", error)  #> raised boom

import socket

one, other = socket.socketpair()
one.setblocking(False)
print(other.send(b"hello"), one.recv(3), one.recv(3))  #> 5 b'hel' b'lo'
try:
    one.recv(1)
except BlockingIOError as error:
    print(error)  #> [Errno 11] Resource temporarily unavailable
other.close()
print(one.recv(1), one.family, one.type)  #> b'' 1 1
one.close()
