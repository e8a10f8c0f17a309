# The planets' motion by a symplectic integrator, on lists of floats.
import math

DAYS = 365.24
SOLAR_MASS = 4 * math.pi * math.pi


def make_bodies():
    return [
        [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, SOLAR_MASS],
        [4.84, -1.16, -0.10, 0.00166 * DAYS, 0.00770 * DAYS, -0.00007 * DAYS, 0.000955 * SOLAR_MASS],
        [8.34, 4.12, -0.40, -0.00277 * DAYS, 0.00499 * DAYS, 0.00002 * DAYS, 0.000286 * SOLAR_MASS],
        [12.89, -15.11, -0.22, 0.00296 * DAYS, 0.00238 * DAYS, -0.00003 * DAYS, 0.0000437 * SOLAR_MASS],
        [15.38, -25.92, 0.18, 0.00268 * DAYS, 0.00163 * DAYS, -0.00010 * DAYS, 0.0000515 * SOLAR_MASS],
    ]


def advance(pairs, bodies, step, times):
    for _ in range(times):
        for one, other in pairs:
            dx = one[0] - other[0]
            dy = one[1] - other[1]
            dz = one[2] - other[2]
            square = dx * dx + dy * dy + dz * dz
            pull = step / (square * math.sqrt(square))
            mine = one[6] * pull
            theirs = other[6] * pull
            one[3] -= dx * theirs
            one[4] -= dy * theirs
            one[5] -= dz * theirs
            other[3] += dx * mine
            other[4] += dy * mine
            other[5] += dz * mine
        for body in bodies:
            body[0] += step * body[3]
            body[1] += step * body[4]
            body[2] += step * body[5]


def energy(pairs, bodies):
    total = 0.0
    for x, y, z, vx, vy, vz, mass in bodies:
        total += 0.5 * mass * (vx * vx + vy * vy + vz * vz)
    for one, other in pairs:
        distance = math.sqrt(sum((one[axis] - other[axis]) ** 2 for axis in range(3)))
        total -= one[6] * other[6] / distance
    return total


bodies = make_bodies()
pairs = [(bodies[i], bodies[j]) for i in range(5) for j in range(i + 1, 5)]
print(f"{energy(pairs, bodies):.9f}")
advance(pairs, bodies, 0.01, 220_000)
print(f"{energy(pairs, bodies):.9f}")
