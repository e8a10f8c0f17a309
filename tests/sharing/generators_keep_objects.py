# A generator that waits holds what its names refer to; what it yields is the object itself.
def hand_out(things):
    for thing in things:
        yield thing


things = [["a"], ["b"]]
handing = hand_out(things)
first = next(handing)
received = []


def take():
    while True:
        received.append((yield received))


taking = take()
started = next(taking)
answered = taking.send(first)
print(received)  #> [['a']]

# shared: things[0], first, received[0]
# shared: received, started, answered
