# Calls of small methods on one instance.
class Counter:
    def __init__(self):
        self.count = 0

    def add(self, amount):
        self.count += amount
        return self

    def get(self):
        return self.count


def work(times):
    counter = Counter()
    total = 0
    for number in range(times):
        counter.add(number & 7)
        total += counter.get() & 1
    return counter.get(), total


print(work(8_000_000))
