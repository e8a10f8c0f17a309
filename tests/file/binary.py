# Binary files: buffers, seeking from every side, peek, readinto, truncate.
import os, tempfile
path = os.path.join(tempfile.mkdtemp(), 'b.bin')
with open(path, 'wb') as f:
    print(f.write(b'0123456789'), f.tell(), f.seek(2), f.write(b'xx'), type(f).__name__)  #> 10 10 2 2 BufferedWriter
with open(path, 'rb') as f:
    print(f.read(3), f.peek(1)[:1], f.read1(2), f.tell())
    print(f.seek(-2, os.SEEK_END), f.read(), f.read())
    print(f.seek(1), f.seek(2, os.SEEK_CUR), f.readline())
    f.seek(0)
    data = bytearray(4)
    print(f.readinto(data), data)
    f.seek(6)
    print(f.readinto(memoryview(data)[1:3]), data)
#> b'01x' b'x' b'x4' 5
#> 8 b'89' b''
#> 1 3 b'x456789'
#> 4 bytearray(b'01xx')
#> 2 bytearray(b'067x')
with open(path, 'rb+') as f:
    f.seek(4)
    print(f.truncate(), f.read(), os.path.getsize(path))
    f.write(b'end')  #> 4 b'' 4
print(open(path, 'rb').read())  #> b'01xxend'
with open(path, 'wb', buffering=0) as f:
    print(type(f).__name__, f.write(b'raw'))  #> FileIO 3
print(open(path, 'rb').read(2))  #> b'ra'
