# Making, listing, renaming and removing in the file system.
import os, shutil, tempfile
root = tempfile.mkdtemp()
os.chdir(root)
os.makedirs('a/b/c')
os.makedirs('a/b', exist_ok=True)
for name in ('a/x.txt', 'a/b/y.txt'):
    with open(name, 'w') as f:
        f.write(name)
print(sorted(os.listdir('a')), os.path.getsize('a/x.txt'))  #> ['b', 'x.txt'] 7
for folder, folders, files in sorted(os.walk('a')):
    print(folder, folders, files)
#> a ['b'] ['x.txt']
#> a/b ['c'] ['y.txt']
#> a/b/c [] []
with os.scandir('a') as entries:
    print(sorted((e.name, e.is_dir(), e.is_file(), e.is_symlink()) for e in entries))
#> [('b', True, False, False), ('x.txt', False, True, False)]
os.rename('a/x.txt', 'a/z.txt')
os.replace('a/z.txt', 'a/b/y.txt')
print(open('a/b/y.txt').read(), os.stat('a/b/y.txt').st_size)  #> a/x.txt 7
os.symlink('b', 'a/link')
print(os.readlink('a/link'), os.path.islink('a/link'), os.path.realpath('a/link') == os.path.join(os.path.realpath(root), 'a/b'))
#> b True True
os.chmod('a/b/y.txt', 0o600)
print(oct(os.stat('a/b/y.txt').st_mode), os.access('a/b/y.txt', os.R_OK))  #> 0o100600 True
for bad in (lambda: os.rmdir('a'), lambda: os.mkdir('a'), lambda: os.remove('nope'), lambda: os.listdir('nope'),
            lambda: os.stat('nope'), lambda: os.chdir('nope'), lambda: os.rename('nope', 'x'), lambda: os.stat(1.5)):
    try:
        bad()
    except (OSError, TypeError) as e:
        print(type(e).__name__, e)
#> OSError [Errno 39] Directory not empty: 'a'
#> FileExistsError [Errno 17] File exists: 'a'
#> FileNotFoundError [Errno 2] No such file or directory: 'nope'
#> FileNotFoundError [Errno 2] No such file or directory: 'nope'
#> FileNotFoundError [Errno 2] No such file or directory: 'nope'
#> FileNotFoundError [Errno 2] No such file or directory: 'nope'
#> FileNotFoundError [Errno 2] No such file or directory: 'nope' -> 'x'
#> TypeError stat: path should be string, bytes, os.PathLike or integer, not float
shutil.copytree('a', 'copy', symlinks=True)
print(sorted(os.listdir('copy')), shutil.copy('a/b/y.txt', 'plain.txt'))  #> ['b', 'link'] plain.txt
shutil.rmtree('a')
print(sorted(os.listdir('.')))  #> ['copy', 'plain.txt']
os.chdir('/')
shutil.rmtree(root)
print(os.path.exists(root))  #> False
