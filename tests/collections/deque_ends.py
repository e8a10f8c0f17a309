# deque: both ends, maxlen, rotation.
from collections import deque

d = deque("abc")
d.append("d")
d.appendleft("z")
print(d, len(d), d[0], d[-1])  #> deque(['z', 'a', 'b', 'c', 'd']) 5 z d
print(d.pop(), d.popleft(), list(d))  #> d z ['a', 'b', 'c']
d.extend([1, 2])
d.extendleft([3, 4])
print(d)  #> deque([4, 3, 'a', 'b', 'c', 1, 2])
d.rotate()
print(d)  #> deque([2, 4, 3, 'a', 'b', 'c', 1])
d.rotate(-3)
print(d)  #> deque(['a', 'b', 'c', 1, 2, 4, 3])
d.rotate(100)
print(d)  #> deque([4, 3, 'a', 'b', 'c', 1, 2])

last = deque(maxlen=3)
for n in range(5):
    last.append(n)
print(last, last.maxlen, deque([1]).maxlen)  #> deque([2, 3, 4], maxlen=3) 3 None
last.appendleft("x")
print(last, deque([1, 2, 3], 2), deque([1], maxlen=0))
#> deque(['x', 2, 3], maxlen=3) deque([2, 3], maxlen=2) deque([], maxlen=0)

alias = d
alias.clear()
print(d, bool(d), d is alias)  #> deque([]) False True
d.extend([1, 2, 3])
d.extend(d)
print(d)  #> deque([1, 2, 3, 1, 2, 3])
d += [9]
print(d, d + deque([0]), deque([1, 2]) * 2)
#> deque([1, 2, 3, 1, 2, 3, 9]) deque([1, 2, 3, 1, 2, 3, 9, 0]) deque([1, 2, 1, 2])
copy = d.copy()
copy.append("only in the copy")
print(len(d), len(copy), d == copy, deque([1]) < deque([2]), deque([1]) == [1])  #> 7 8 False True False


def attempt(call):
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__ + ":", error)


attempt(lambda: deque().pop())  #> IndexError: pop from an empty deque
attempt(lambda: deque().popleft())  #> IndexError: pop from an empty deque
attempt(lambda: deque([], -1))  #> ValueError: maxlen must be non-negative
attempt(lambda: deque([], "a"))  #> TypeError: an integer is required
attempt(lambda: deque(5))  #> TypeError: 'int' object is not iterable
attempt(lambda: deque([1]) + [2])  #> TypeError: can only concatenate deque (not "list") to deque
attempt(lambda: deque([1]) * "a")  #> TypeError: can't multiply sequence by non-int of type 'str'
attempt(lambda: d.rotate("a"))  #> TypeError: 'str' object cannot be interpreted as an integer
attempt(lambda: hash(d))  #> TypeError: unhashable type: 'collections.deque'
attempt(lambda: setattr(d, "maxlen", 5))
#> AttributeError: attribute 'maxlen' of 'collections.deque' objects is not writable
attempt(lambda: d.nothing)  #> AttributeError: 'collections.deque' object has no attribute 'nothing'
