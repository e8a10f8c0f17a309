# Casting a memoryview to other formats and shapes.
data = bytearray(range(8))
view = memoryview(data)
print(view.cast("H").tolist() == [n + (n + 1) * 256 for n in range(0, 8, 2)], view.cast("I").shape, view.cast("q").nbytes, view.cast("c").tolist()[:2], view.cast("b").format)
#> True (2,) 8 [b'\x00', b'\x01'] b
table = view.cast("B", [2, 4])
print(table.tolist(), table[1, 2], table.shape, table.strides, table.ndim, len(table), table.tobytes() == bytes(data))
#> [[0, 1, 2, 3], [4, 5, 6, 7]] 6 (2, 4) (4, 1) 2 2 True
table[0, 1] = 99
print(data[1], view.cast("B", shape=(2, 2, 2)).tolist(), view.cast("?").tolist()[:2])
#> 99 [[[0, 99], [2, 3]], [[4, 5], [6, 7]]] [False, True]
numbers = memoryview(bytearray(16)).cast("d")
numbers[0] = 1.5
numbers[1] = -2
print(numbers.tolist(), numbers.itemsize, numbers.cast("B")[7], memoryview(bytearray(4)).cast("i").tolist(), memoryview(b"\xff\xff\xff\xff").cast("i")[0])
#> [1.5, -2.0] 8 63 [0] -1
for call in ("view.cast('x')", "view[:3].cast('H')", "view.cast('H').cast('I')", "view.cast('B', [3, 3])", "view.cast('B', 'x')", "view.cast('<I')", "table[0]", "table[5, 0]", "view[::2].cast('H')", "view.cast(1)", "table[0:1].tolist()", "view.cast('B', [0])"):
    try:
        print(eval(call))
    except (TypeError, ValueError, IndexError, NotImplementedError) as error:
        print(call, type(error).__name__, error)
#> view.cast('x') ValueError memoryview: destination format must be a native single character format prefixed with an optional '@'
#> view[:3].cast('H') TypeError memoryview: length is not a multiple of itemsize
#> view.cast('H').cast('I') TypeError memoryview: cannot cast between two non-byte formats
#> view.cast('B', [3, 3]) TypeError memoryview: product(shape) * itemsize != buffer size
#> view.cast('B', 'x') TypeError shape must be a list or a tuple
#> view.cast('<I') ValueError memoryview: destination format must be a native single character format prefixed with an optional '@'
#> table[0] NotImplementedError multi-dimensional sub-views are not implemented
#> table[5, 0] IndexError index out of bounds on dimension 1
#> view[::2].cast('H') TypeError memoryview: casts are restricted to C-contiguous views
#> view.cast(1) TypeError cast() argument 'format' must be str, not int
#> [[0, 99, 2, 3]]
#> view.cast('B', [0]) ValueError memoryview.cast(): elements of shape must be integers > 0
