# pathlib: pure paths, and paths that touch the file system.
import pathlib, tempfile
P = pathlib.PurePosixPath
p = P('/a/b/c.tar.gz')
print(p, repr(p), p.name, p.stem, p.suffix, p.suffixes, p.parent, p.parts, p.root, p.anchor)
#> /a/b/c.tar.gz PurePosixPath('/a/b/c.tar.gz') c.tar.gz c.tar .gz ['.tar', '.gz'] /a/b ('/', 'a', 'b', 'c.tar.gz') / /
print(p / 'd', P('a') / '/b', p.with_name('x'), p.with_suffix('.zip'), p.with_stem('q'), p.relative_to('/a'))
#> /a/b/c.tar.gz/d /b /a/b/x /a/b/c.tar.zip /a/b/q.gz b/c.tar.gz
print(P('a/b') == P('a//b/.'), P('a') < P('b'), p.is_absolute(), list(p.parents)[:2], p.match('*.gz'), P('a/../b'))
#> True True True [PurePosixPath('/a/b'), PurePosixPath('/a')] True a/../b
try:
    p.relative_to('/x')
except ValueError as e:
    print(e)  #> '/a/b/c.tar.gz' is not in the subpath of '/x'
root = pathlib.Path(tempfile.mkdtemp())
f = root / 'sub' / 'f.txt'
f.parent.mkdir()
print(f.write_text('hello\nworld'), f.read_text(), f.exists(), f.is_file(), f.stat().st_size)
#> 11 hello
#> world True True 11
print(f.read_bytes(), sorted(x.name for x in root.rglob('*')), [x.name for x in root.glob('*/*.txt')])
#> b'hello\nworld' ['f.txt', 'sub'] ['f.txt']
with f.open('a') as out:
    out.write('!')
print(f.read_text().splitlines(), f.rename(root / 'g.txt').name, f.exists())  #> ['hello', 'world!'] g.txt False
print(sorted(x.name for x in root.iterdir()))  #> ['g.txt', 'sub']
(root / 'g.txt').unlink()
(root / 'sub').rmdir()
try:
    (root / 'nope').read_text()
except FileNotFoundError as e:
    print(e.errno, e.strerror)  #> 2 No such file or directory
(root / 'nope').unlink(missing_ok=True)
