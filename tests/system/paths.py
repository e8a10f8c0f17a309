# os.path: pure functions on paths.
import os.path as p
print(p.join('a', 'b', '/c', 'd'), p.join('a', ''), p.split('/a/b.txt'), p.splitext('x.tar.gz'), p.splitext('.rc'))
#> /c/d a/ ('/a', 'b.txt') ('x.tar', '.gz') ('.rc', '')
print(p.basename('/a/b/'), p.dirname('/a/b'), p.normpath('a//b/../c/./d'), p.normpath('/../x'), p.normpath(''))
#>  /a a/c/d /x .
print(p.isabs('/a'), p.isabs('a'), p.commonpath(['/a/b/c', '/a/b/d']), p.commonprefix(['abc', 'abd']))
#> True False /a/b ab
print(p.relpath('/a/b/c', '/a/d'), p.expanduser('x'), p.exists('/'), p.isdir('/'), p.isfile('/'), p.islink('/'))
#> ../b/c x True True False False
print(p.join(b'a', b'b'), p.splitdrive('/x'), p.splitroot('//a/b'))  #> b'a/b' ('', '/x') ('', '//', 'a/b')
for bad in (lambda: p.join('a', b'b'), lambda: p.join(1), lambda: p.getsize('/no/such')):
    try:
        bad()
    except (TypeError, OSError) as e:
        print(type(e).__name__, e)
#> TypeError Can't mix strings and bytes in path components
#> TypeError expected str, bytes or os.PathLike object, not int
#> FileNotFoundError [Errno 2] No such file or directory: '/no/such'
