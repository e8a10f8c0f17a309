# Reading and writing attributes of one instance.
from sys import argv


class Particle:
    def __init__(self):
        self.place = 0
        self.speed = 3
        self.turns = 0


def work(steps):
    particle = Particle()
    for _ in range(steps):
        particle.place = particle.place + particle.speed
        if particle.place > 1000:
            particle.place = particle.place - 1000
            particle.turns += 1
    return particle.place, particle.turns


print(work(int(argv[1]) if argv[1:] else 20_000_000))
