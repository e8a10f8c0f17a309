# newline=None translates, '' keeps, others end lines only there; writing translates the other way.
import os, tempfile
path = os.path.join(tempfile.mkdtemp(), 'n.txt')
with open(path, 'wb') as f:
    f.write(b'a\r\nb\rc\nd')
for newline in (None, '', '\n', '\r', '\r\n'):
    with open(path, newline=newline) as f:
        print(repr(newline), f.readlines(), f.newlines)
#> None ['a\n', 'b\n', 'c\n', 'd'] ('\r', '\n', '\r\n')
#> '' ['a\r\n', 'b\r', 'c\n', 'd'] ('\r', '\n', '\r\n')
#> '\n' ['a\r\n', 'b\rc\n', 'd'] None
#> '\r' ['a\r', '\nb\r', 'c\nd'] None
#> '\r\n' ['a\r\n', 'b\rc\nd'] None
for newline in (None, '', '\n', '\r', '\r\n'):
    with open(path, 'w', newline=newline) as f:
        f.write('x\ny\n')
    print(repr(newline), open(path, 'rb').read())
#> None b'x\ny\n'
#> '' b'x\ny\n'
#> '\n' b'x\ny\n'
#> '\r' b'x\ry\r'
#> '\r\n' b'x\r\ny\r\n'
try:
    open(path, newline='q')
except ValueError as e:
    print(e)  #> illegal newline value: q
