# tempfile: files and folders that go away.
import os, tempfile
with tempfile.TemporaryDirectory(prefix='pre-') as folder:
    print(os.path.isdir(folder), os.path.basename(folder).startswith('pre-'))
    with tempfile.NamedTemporaryFile('w+', dir=folder, suffix='.txt', delete=False) as f:
        f.write('kept')
    print(os.listdir(folder)[0].endswith('.txt'), open(f.name).read())
    fd, path = tempfile.mkstemp(dir=folder)
    os.write(fd, b'low level')
    os.close(fd)
    print(open(path, 'rb').read())
#> True True
#> True kept
#> b'low level'
print(os.path.exists(folder))  #> False
with tempfile.TemporaryFile() as f:
    f.write(b'bytes')
    f.seek(0)
    print(f.read())  #> b'bytes'
with tempfile.SpooledTemporaryFile(max_size=10, mode='w+') as f:
    f.write('spooled')
    f.seek(0)
    print(f.read())  #> spooled
