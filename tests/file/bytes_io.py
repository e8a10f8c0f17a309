# BytesIO: a binary file in memory, whose buffer can be looked at.
import io
b = io.BytesIO(b'abc\ndef')
print(b.read(2), b.readline(), b.read(), b.read(), b.tell())  #> b'ab' b'c\n' b'def' b'' 7
print(b.seek(1), b.write(b'XY'), b.getvalue())  #> 1 2 b'aXY\ndef'
b.seek(9)
print(b.write(b'!'), b.getvalue())  #> 1 b'aXY\ndef\x00\x00!'
print(b.truncate(4), b.getvalue(), b.seek(0), b.readlines())  #> 4 b'aXY\n' 0 [b'aXY\n']
view = b.getbuffer()
view[0] = 65
print(b.getvalue(), len(view))  #> b'AXY\n' 4
try:
    b.write(b'longer than before')
except BufferError as e:
    print(e)  #> Existing exports of data: object cannot be re-sized
view.release()
data = bytearray(3)
b.seek(0)
print(b.readinto(data), data, list(io.BytesIO(b'1\n2\n')))  #> 3 bytearray(b'AXY') [b'1\n', b'2\n']
t = io.TextIOWrapper(io.BytesIO('grün\nblau'.encode()), encoding='utf-8')
print(t.readline(), t.read(), t.buffer.getvalue()[:3])
#> grün
#>  blau b'gr\xc3'
out = io.TextIOWrapper(io.BytesIO(), encoding='latin-1', newline='\r\n', write_through=True)
out.write('é\n')
print(out.buffer.getvalue())  #> b'\xe9\r\n'
r = io.BufferedReader(io.BytesIO(b'0123456789'), 4)
print(r.peek()[:2], r.read(3), r.read1(10), r.read())  #> b'01' b'012' b'3' b'456789'
