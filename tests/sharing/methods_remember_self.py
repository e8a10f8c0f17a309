# A bound method refers to its object; taking it twice makes two methods of one object.
class Counter:
    def __init__(self):
        self.seen = []

    def note(self, what):
        self.seen.append(what)

    @classmethod
    def named(cls):
        return cls


counter = Counter()
one, two = counter.note, counter.note
one("a")
two("b")
own_class = Counter.named()
append = counter.seen.append
append("c")
print(counter.seen, one == two)  #> ['a', 'b', 'c'] True

# shared: counter, one.__self__, two.__self__
# apart: one, two
# shared: counter.seen, append.__self__
# shared: Counter, own_class
