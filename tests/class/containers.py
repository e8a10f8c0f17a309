# Container dunders, and the fallbacks of iteration and `in`.
class Sequence:
    def __init__(self, *items):
        self.items = list(items)

    def __len__(self):
        return len(self.items)

    def __getitem__(self, index):
        return self.items[index]

    def __setitem__(self, index, value):
        self.items[index] = value

    def __delitem__(self, index):
        del self.items[index]


s = Sequence(1, 2, 3)
print(len(s), s[0], s[1:], list(s), 2 in s, 9 in s, list(reversed(s)))  #> 3 1 [2, 3] [1, 2, 3] True False [3, 2, 1]
s[0] = "x"
del s[1]
print(s.items, [*s], max(Sequence(3, 1)), bool(Sequence()))  #> ['x', 3] ['x', 3] 3 False
a, b = s
print(a, b)  #> x 3


class Countdown:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        if self.n == 0:
            raise StopIteration
        self.n -= 1
        return self.n


print(list(Countdown(3)), sum(Countdown(4)), 2 in Countdown(5), sorted(Countdown(3)))  #> [2, 1, 0] 6 True [0, 1, 2]
try:
    iter(5)
except TypeError as error:
    print(error)
#> 'int' object is not iterable
try:
    len(5)
except TypeError as error:
    print(error)
#> object of type 'int' has no len()
