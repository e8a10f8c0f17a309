# Text files: modes, reading by character, line and whole, iteration, appending.
import os, tempfile
folder = tempfile.mkdtemp()
path = os.path.join(folder, 'a.txt')
with open(path, 'w') as f:
    print(f.mode, f.encoding, f.writable(), f.readable())
    print(f.write('one\ntwo\n'), f.write('drei ü'))
    f.writelines(['\n', 'last'])
#> w UTF-8 True False
#> 8 6
with open(path) as f:
    print(repr(f.read(2)), repr(f.readline()), f.tell())
    print(list(f))
    print(repr(f.read()), f.seek(0), repr(f.readline(2)))
#> 'on' 'e\n' 4
#> ['two\n', 'drei ü\n', 'last']
#> '' 0 'on'
with open(path, 'a') as f:
    f.write('!')
print(open(path).read().splitlines())  #> ['one', 'two', 'drei ü', 'last!']
with open(path, 'r+') as f:
    f.write('ONE')
    f.seek(0)
    print(f.readlines(5))  #> ['ONE\n', 'two\n']
with open(path, 'x' if not os.path.exists(path) else 'w') as f:
    print('new', file=f, end='')
print(open(path).read())  #> new
print(f.closed, f.name == path)  #> True True
