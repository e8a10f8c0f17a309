# A bytearray cannot change its size while somebody looks at it.
data = bytearray(b"abc")
view = memoryview(data)
for statement in ("data.append(1)", "data.pop()", "data.clear()", "data += b'x'", "data.extend(b'y')", "del data[0]", "data[0:1] = b'zz'", "data.insert(0, 1)", "data.remove(97)"):
    try:
        exec(statement)
    except BufferError as error:
        print(statement, error)
#> data.append(1) Existing exports of data: object cannot be re-sized
#> data.pop() Existing exports of data: object cannot be re-sized
#> data.clear() Existing exports of data: object cannot be re-sized
#> data += b'x' Existing exports of data: object cannot be re-sized
#> data.extend(b'y') Existing exports of data: object cannot be re-sized
#> del data[0] Existing exports of data: object cannot be re-sized
#> data[0:1] = b'zz' Existing exports of data: object cannot be re-sized
#> data.insert(0, 1) Existing exports of data: object cannot be re-sized
#> data.remove(97) Existing exports of data: object cannot be re-sized
data[0:1] = b"Z"
data.reverse()
print(data, view.tobytes())  #> bytearray(b'cbZ') b'cbZ'
view.release()
data.append(100)
print(data)  #> bytearray(b'cbZd')
for call in ("view[0]", "view.tobytes()", "len(view)", "view.format", "view.cast('B')", "bytes(view)", "view == view", "view.release()"):
    try:
        print(eval(call))
    except ValueError as error:
        print(call, error)
#> view[0] operation forbidden on released memoryview object
#> view.tobytes() operation forbidden on released memoryview object
#> len(view) operation forbidden on released memoryview object
#> view.format operation forbidden on released memoryview object
#> view.cast('B') operation forbidden on released memoryview object
#> bytes(view) operation forbidden on released memoryview object
#> True
#> None
with memoryview(data) as inner:
    try:
        data.append(1)
    except BufferError as error:
        print(error)
    print(inner[0])
#> Existing exports of data: object cannot be re-sized
#> 99
data.append(1)
part = memoryview(data)[1:]
del part
data.append(2)
print(data)  #> bytearray(b'cbZd\x01\x02')


def look():
    seen = memoryview(data)
    return seen[0]


print(look())  #> 99
data.append(3)
print(len(data))  #> 7
