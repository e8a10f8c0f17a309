# sort and sorted: stable, by key, in reverse; what an exception and a strange order leave behind.

def attempt(text):
    try:
        print(text, "->", repr(eval(text)))
    except Exception as error:
        print(text, "!!", f"{type(error).__name__}: {error}".strip())

print(sorted([3, 1, 2]), sorted("hello"), sorted({3: 0, 1: 0}), sorted([2.5, 1, 2]), sorted([True, 0, 2]))
#> [1, 2, 3] ['e', 'h', 'l', 'l', 'o'] [1, 3] [1, 2, 2.5] [0, True, 2]
words = ["bb", "a", "ccc", "dd", "e"]
print(sorted(words, key=len), sorted(words, key=len, reverse=True), sorted(words, reverse=True))
#> ['a', 'e', 'bb', 'dd', 'ccc'] ['ccc', 'bb', 'dd', 'a', 'e'] ['e', 'dd', 'ccc', 'bb', 'a']
words.sort(key=lambda w: (-len(w), w))
print(words, words.sort(), words)  #> ['a', 'bb', 'ccc', 'dd', 'e'] None ['a', 'bb', 'ccc', 'dd', 'e']
pairs = [(i % 3, i) for i in range(10)]
print(sorted(pairs, key=lambda p: p[0]))
#> [(0, 0), (0, 3), (0, 6), (0, 9), (1, 1), (1, 4), (1, 7), (2, 2), (2, 5), (2, 8)]
print(sorted(pairs, key=lambda p: p[0], reverse=True))
#> [(2, 2), (2, 5), (2, 8), (1, 1), (1, 4), (1, 7), (0, 0), (0, 3), (0, 6), (0, 9)]
print(sorted([[2, 1], [1, 5], [1, 2]]), sorted([(2, "b"), (1, "z"), (2, "a")]), sorted(["é", "z", "a"]))
#> [[1, 2], [1, 5], [2, 1]] [(1, 'z'), (2, 'a'), (2, 'b')] ['a', 'z', 'é']
for text in ["sorted([1, 'a'])", "sorted(1)", "sorted([1], 2)", "sorted()", "sorted([], foo=1)", "[3, 'a', 1].sort()", "sorted([1j, 2j])"]:
    attempt(text)
#> sorted([1, 'a']) !! TypeError: '<' not supported between instances of 'str' and 'int'
#> sorted(1) !! TypeError: 'int' object is not iterable
#> sorted([1], 2) !! TypeError: sorted expected 1 argument, got 2
#> sorted() !! TypeError: sorted expected 1 argument, got 0
#> sorted([], foo=1) !! TypeError: sort() got an unexpected keyword argument 'foo'
#> [3, 'a', 1].sort() !! TypeError: '<' not supported between instances of 'str' and 'int'
#> sorted([1j, 2j]) !! TypeError: '<' not supported between instances of 'complex' and 'complex'
xs = [5, 3, "x", 1]
try:
    xs.sort()
except TypeError:
    print(sorted(map(str, xs)))
#> ['1', '3', '5', 'x']


def key(x):
    if x == 2:
        raise ValueError("key")
    return -x


xs = [1, 3, 2, 4]
try:
    xs.sort(key=key)
except ValueError as error:
    print(error, xs)
#> key [1, 3, 2, 4]


class Changes:
    def __init__(self, n):
        self.n = n

    def __lt__(self, other):
        ys.append(0)
        return self.n < other.n


ys = [Changes(2), Changes(1)]
try:
    ys.sort()
except ValueError as error:
    print(error, [y.n for y in ys])
#> list modified during sort [1, 2]


class Random:
    def __lt__(self, other):
        Random.state = (Random.state * 1103515245 + 12345) % 2**31
        return Random.state % 2


Random.state = 1
print(len(sorted(Random() for _ in range(500))))  #> 500
count = 0


class Counted:
    def __init__(self, n):
        self.n = n

    def __lt__(self, other):
        global count
        count += 1
        return self.n < other.n


sorted(Counted(i) for i in range(1000))
print(count)  #> 999
big = sorted((Counted(i * 7919 % 1000) for i in range(1000)), key=lambda c: c)
print([c.n for c in big] == list(range(1000)))  #> True
nan = float("nan")
print(sorted([3, nan, 1]) is not None, sorted([1.5, -0.0, 0.0, -2]), [1, 2, 3].sort(reverse=True))
#> True [-2, -0.0, 0.0, 1.5] None
