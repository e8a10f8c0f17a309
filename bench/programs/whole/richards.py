# An operating system in small: tasks that send packets to each other, by priority.
IDLE, WORKER, HANDLER_A, HANDLER_B, DEVICE_A, DEVICE_B = range(6)
DEVICE_PACKET, WORK_PACKET = 0, 1


class Packet:
    def __init__(self, following, owner, kind):
        self.following = following
        self.owner = owner
        self.kind = kind
        self.number = 0
        self.data = [0] * 4

    def appended_to(self, queue):
        self.following = None
        if queue is None:
            return self
        last = queue
        while last.following is not None:
            last = last.following
        last.following = self
        return queue


class Task:
    def __init__(self, system, identity, priority, queue):
        self.system = system
        self.identity = identity
        self.priority = priority
        self.queue = queue
        self.held = False
        self.waiting = queue is None
        system.add(self)

    def ready(self):
        return not self.held and (not self.waiting or self.queue is not None)

    def take(self):
        packet = self.queue
        if packet is not None:
            self.queue = packet.following
        self.waiting = False
        return packet

    def run(self, packet):
        raise NotImplementedError


class Idle(Task):
    def __init__(self, system, count):
        super().__init__(system, IDLE, 0, None)
        self.waiting = False
        self.control = 1
        self.count = count

    def run(self, packet):
        self.count -= 1
        if self.count == 0:
            self.held = True
        elif self.control & 1 == 0:
            self.control //= 2
            self.system.release(DEVICE_A)
        else:
            self.control = self.control // 2 ^ 0xD008
            self.system.release(DEVICE_B)


class Worker(Task):
    def __init__(self, system, queue):
        super().__init__(system, WORKER, 1000, queue)
        self.target = HANDLER_A
        self.letter = 0

    def run(self, packet):
        if packet is None:
            self.waiting = True
            return
        self.target = HANDLER_B if self.target == HANDLER_A else HANDLER_A
        packet.number = 0
        for place in range(4):
            self.letter = self.letter % 26 + 1
            packet.data[place] = 64 + self.letter
        self.system.send(packet, self.target, self.identity)


class Handler(Task):
    def __init__(self, system, identity, priority, queue, device):
        super().__init__(system, identity, priority, queue)
        self.device = device
        self.work = None
        self.requests = None

    def run(self, packet):
        if packet is not None:
            if packet.kind == WORK_PACKET:
                self.work = packet.appended_to(self.work)
            else:
                self.requests = packet.appended_to(self.requests)
        work = self.work
        if work is None:
            self.waiting = True
            return
        if work.number >= 4:
            self.work = work.following
            self.system.send(work, work.owner, self.identity)
            return
        request = self.requests
        if request is None:
            self.waiting = True
            return
        self.requests = request.following
        request.number = work.data[work.number]
        work.number += 1
        self.system.send(request, self.device, self.identity)


class Device(Task):
    def __init__(self, system, identity, priority):
        super().__init__(system, identity, priority, None)
        self.pending = None

    def run(self, packet):
        if packet is not None:
            self.pending = packet
            self.held = True
        elif self.pending is not None:
            done, self.pending = self.pending, None
            self.system.send(done, done.owner, self.identity)
        else:
            self.waiting = True


class System:
    def __init__(self):
        self.tasks = {}
        self.order = []
        self.sent = 0
        self.released = 0

    def add(self, task):
        self.tasks[task.identity] = task
        self.order = sorted(self.tasks.values(), key=lambda each: -each.priority)

    def send(self, packet, target, sender):
        self.sent += 1
        packet.owner = sender
        task = self.tasks[target]
        task.queue = packet.appended_to(task.queue)

    def release(self, identity):
        self.released += 1
        self.tasks[identity].held = False

    def run(self):
        turns = 0
        while True:
            for task in self.order:
                if task.ready():
                    turns += 1
                    task.run(task.take())
                    break
            else:
                return turns


def queue(owner, kind, length):
    packets = None
    for _ in range(length):
        packets = Packet(packets, owner, kind)
    return packets


def simulate(count):
    system = System()
    Idle(system, count)
    Worker(system, queue(HANDLER_A, WORK_PACKET, 2))
    Handler(system, HANDLER_A, 2000, queue(DEVICE_A, DEVICE_PACKET, 3), DEVICE_A)
    Handler(system, HANDLER_B, 3000, queue(DEVICE_B, DEVICE_PACKET, 3), DEVICE_B)
    Device(system, DEVICE_A, 4000)
    Device(system, DEVICE_B, 5000)
    return system.run(), system.sent, system.released


for _ in range(8):
    print(simulate(30_000))
