# memoryview looks at another object's bytes without copying them.
data = bytearray(b"abcdef")
view = memoryview(data)
print(view[0], view[-1], view[1:3].tobytes(), view[::-1].tobytes(), view[::2].tolist(), len(view), bytes(view[2:]), view.nbytes)
#> 97 102 b'bc' b'fedcba' [97, 99, 101] 6 b'cdef' 6
view[0] = 65
view[1:3] = b"XY"
print(data, view.tolist(), view == data, view == b"AXYdef", view[1:3] == b"XY", view != b"", 65 in view, list(view)[:2])
#> bytearray(b'AXYdef') [65, 88, 89, 100, 101, 102] True True True True True [65, 88]
part = view[2:5]
part[0] = 33
print(data, part.obj is data, part.tobytes(), part.readonly, memoryview(b"x").readonly, view.toreadonly().readonly)
#> bytearray(b'AX!def') True b'!de' False True True
print(view.format, view.itemsize, view.ndim, view.shape, view.strides, view.suboffsets, view.contiguous, view[::2].contiguous, view.hex(), view.hex("-", 2))
#> B 1 1 (6,) (1,) () True False 415821646566 4158-2164-6566
print(hash(memoryview(b"abc")) == hash(b"abc"), memoryview(memoryview(b"q")).obj, b"a".join([view[:1], b"z"]), b"x" + view[:2])
#> True b'q' b'Aaz' b'xAX'
for statement in ("view[9]", "view['a']", "view[0] = 300", "view[0] = 'a'", "view[0:2] = b'abc'", "del view[0]", "hash(view)", "memoryview('a')", "memoryview(5)", "memoryview(b'a')[0] = 1", "view < view", "view[0, 0]"):
    try:
        exec(statement)
    except (TypeError, ValueError, IndexError, NotImplementedError) as error:
        print(statement, type(error).__name__, error)
#> view[9] IndexError index out of bounds on dimension 1
#> view['a'] TypeError memoryview: invalid slice key
#> view[0] = 300 ValueError memoryview: invalid value for format 'B'
#> view[0] = 'a' TypeError memoryview: invalid type for format 'B'
#> view[0:2] = b'abc' ValueError memoryview assignment: lvalue and rvalue have different structures
#> del view[0] TypeError cannot delete memory
#> hash(view) ValueError cannot hash writable memoryview object
#> memoryview('a') TypeError memoryview: a bytes-like object is required, not 'str'
#> memoryview(5) TypeError memoryview: a bytes-like object is required, not 'int'
#> memoryview(b'a')[0] = 1 TypeError cannot modify read-only memory
#> view < view TypeError '<' not supported between instances of 'memoryview' and 'memoryview'
#> view[0, 0] TypeError cannot index 1-dimension view with 2-element tuple
