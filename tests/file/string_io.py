# StringIO: a text file in memory.
import io
s = io.StringIO('one\ntwo\n')
print(s.read(2), s.tell(), repr(s.readline()), s.readlines(), repr(s.read()))  #> on 2 'e\n' ['two\n'] ''
s.seek(0)
print(s.write('ONE'), s.getvalue())
#> 3 ONE
#> two
#>
s.seek(0, 2)
print(s.write('three'), s.tell(), s.getvalue().split())  #> 5 13 ['ONE', 'two', 'three']
print(s.truncate(3), s.getvalue(), s.tell())  #> 3 ONE 13
w = io.StringIO()
print('a', 'b', sep='-', file=w)
print(repr(w.getvalue()), w.readable(), w.isatty())  #> 'a-b\n' True False
print([line for line in io.StringIO('x\ny\nz')])  #> ['x\n', 'y\n', 'z']
u = io.StringIO('äöü€')
print(u.read(1), u.tell(), u.read(2), u.seek(1), u.read())  #> ä 1 öü 1 öü€
print(repr(io.StringIO('a\r\nb\rc', newline=None).read()), io.StringIO('a\rb', newline='').readlines())
#> 'a\nb\nc' ['a\r', 'b']
z = io.StringIO()
z.seek(3)
z.write('x')
print(repr(z.getvalue()))  #> '\x00\x00\x00x'
for bad in (lambda: s.write(3), lambda: s.seek(-1), lambda: s.seek(1, 1), lambda: io.StringIO(b'x')):
    try:
        bad()
    except (TypeError, ValueError, OSError) as e:
        print(type(e).__name__, e)
#> TypeError string argument expected, got 'int'
#> ValueError Negative seek position -1
#> OSError Can't do nonzero cur-relative seeks
#> TypeError initial_value must be str or None, not bytes
s.close()
try:
    s.read()
except ValueError as e:
    print(e, s.closed)  #> I/O operation on closed file True
with io.StringIO('q') as q:
    print(q.read())  #> q
