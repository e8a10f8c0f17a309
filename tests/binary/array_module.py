# array: numbers side by side.
from array import array
from copy import copy

a = array("i", [1, 2, 3])
alias = a
alias.append(4)
print(a, a is alias, a.typecode, a.itemsize, len(a), a[-1], a[1:3], a[::2])
#> array('i', [1, 2, 3, 4]) True i 4 4 4 array('i', [2, 3]) array('i', [1, 3])
a[0] = 100
a[1:2] = array("i", [8, 9])
del a[-1]
print(a, a.pop(), a.index(8), a.count(9), 9 in a)  #> array('i', [100, 8, 9]) 3 1 1 True
a.insert(1, 7)
a.extend([5, 6])
a.remove(8)
a.reverse()
print(a.tolist(), list(reversed(a)), sum(a), a + a[:1], a * 2)
#> [6, 5, 9, 7, 100] [100, 7, 9, 5, 6] 127 array('i', [6, 5, 9, 7, 100, 6]) array('i', [6, 5, 9, 7, 100, 6, 5, 9, 7, 100])
print(array("d", [1, 2.5]), array("B", b"abc"), array("u", "héj"), array("q"))
#> array('d', [1.0, 2.5]) array('B', [97, 98, 99]) array('u', 'héj') array('q')
print(a.tobytes()[:4], array("h", [1, -2]).tobytes(), array("i", [1]) == array("d", [1.0]), array("b", [1]) < array("b", [2]))
#> b'\x06\x00\x00\x00' b'\x01\x00\xfe\xff' True True
other = copy(a)
other[0] = -1
print(a[0], other[0])  #> 6 -1
view = memoryview(a)
view[0] = 42
print(a[0], view.tolist()[:2])  #> 42 [42, 5]


def attempt(call):
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__ + ":", error)


attempt(lambda: a.append(1))  #> BufferError: cannot resize an array that is exporting buffers
view.release()
attempt(lambda: a.append("x"))  #> TypeError: 'str' object cannot be interpreted as an integer
attempt(lambda: a[10])  #> IndexError: array index out of range
attempt(lambda: array("z"))  #> ValueError: bad typecode (must be b, B, u, h, H, i, I, l, L, q, Q, f or d)
attempt(lambda: array("b", [200]))  #> OverflowError: signed char is greater than maximum
attempt(lambda: array("I", [-1]))  #> OverflowError: can't convert negative value to unsigned int
attempt(lambda: array("i", [1.5]))  #> TypeError: 'float' object cannot be interpreted as an integer
attempt(lambda: a + [1])  #> TypeError: can only append array (not "list") to array
attempt(lambda: a.index(999))  #> ValueError: array.index(x): x not in array
attempt(lambda: hash(a))  #> TypeError: unhashable type: 'array.array'
