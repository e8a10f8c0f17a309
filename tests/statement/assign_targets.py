# Targets are evaluated left to right, after the value.
log = []


class Box:
    def __init__(self, name):
        self.__dict__["name"] = name

    def __setattr__(self, attribute, value):
        log.append((self.name, attribute, value))

    def __setitem__(self, key, value):
        log.append((self.name, key, value))


def box(name):
    log.append("box " + name)
    return Box(name)


def value(number):
    log.append("value")
    return number


box("a").x = box("b")[0] = value(3)
print(log)  #> ['value', 'box a', ('a', 'x', 3), 'box b', ('b', 0, 3)]
log.clear()
box("c").y, box("d")[1:2] = 1, 2
print(log)  #> ['box c', ('c', 'y', 1), 'box d', ('d', slice(1, 2, None), 2)]
