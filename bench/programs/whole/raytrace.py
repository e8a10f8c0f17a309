# Spheres above a chequered floor, with shadows and one mirror: small immutable vectors and many calls.
import math


class Vector:
    def __init__(self, x, y, z):
        self.x = x
        self.y = y
        self.z = z

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y, self.z + other.z)

    def __sub__(self, other):
        return Vector(self.x - other.x, self.y - other.y, self.z - other.z)

    def __mul__(self, factor):
        return Vector(self.x * factor, self.y * factor, self.z * factor)

    def dot(self, other):
        return self.x * other.x + self.y * other.y + self.z * other.z

    def unit(self):
        return self * (1.0 / math.sqrt(self.dot(self)))

    def mirrored(self, normal):
        return self - normal * (2.0 * self.dot(normal))


class Sphere:
    def __init__(self, centre, radius, colour, shine):
        self.centre = centre
        self.radius = radius
        self.colour = colour
        self.shine = shine

    def meet(self, origin, direction):
        towards = self.centre - origin
        along = towards.dot(direction)
        inside = self.radius * self.radius - towards.dot(towards) + along * along
        if inside <= 0.0:
            return None
        distance = along - math.sqrt(inside)
        return distance if distance > 1e-6 else None

    def normal(self, point):
        return (point - self.centre).unit()

    def colour_at(self, point):
        return self.colour


class Floor:
    shine = 0.1

    def meet(self, origin, direction):
        if direction.y >= -1e-9:
            return None
        return -origin.y / direction.y if origin.y > 1e-6 else None

    def normal(self, point):
        return Vector(0.0, 1.0, 0.0)

    def colour_at(self, point):
        odd = (math.floor(point.x) + math.floor(point.z)) % 2
        return Vector(0.9, 0.9, 0.9) if odd else Vector(0.2, 0.2, 0.2)


class World:
    def __init__(self):
        self.things = [Floor()]
        for number in range(5):
            centre = Vector(number * 1.4 - 2.8, 0.7 + 0.2 * number, 4.0 + number % 3)
            self.things.append(Sphere(centre, 0.7, Vector(0.2 * number, 0.5, 1.0 - 0.2 * number), 0.3))
        self.light = Vector(5.0, 8.0, -3.0)

    def first(self, origin, direction):
        best = None
        for thing in self.things:
            distance = thing.meet(origin, direction)
            if distance is not None and (best is None or distance < best[0]):
                best = (distance, thing)
        return best

    def trace(self, origin, direction, depth):
        found = self.first(origin, direction)
        if found is None:
            return Vector(0.5, 0.7, 1.0) * (0.5 + 0.5 * direction.y)
        distance, thing = found
        point = origin + direction * distance
        normal = thing.normal(point)
        to_light = (self.light - point).unit()
        bright = 0.1
        if self.first(point + normal * 1e-4, to_light) is None:
            bright += max(0.0, normal.dot(to_light))
        colour = thing.colour_at(point) * bright
        if depth:
            mirror = self.trace(point + normal * 1e-4, direction.mirrored(normal), depth - 1)
            colour = colour * (1.0 - thing.shine) + mirror * thing.shine
        return colour


def render(width, height):
    world = World()
    eye = Vector(0.0, 1.5, -4.0)
    total = Vector(0.0, 0.0, 0.0)
    for row in range(height):
        for column in range(width):
            aim = Vector((column - width / 2) / width, (height / 2 - row) / width, 1.0)
            total = total + world.trace(eye, aim.unit(), 2)
    return f"{total.x:.6f} {total.y:.6f} {total.z:.6f}"


print(render(110, 80))
