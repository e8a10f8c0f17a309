# What open and files refuse, in CPython's words.
import io, os, tempfile
path = os.path.join(tempfile.mkdtemp(), 'e.txt')
open(path, 'w').close()
def attempt(act):
    try:
        act()
    except Exception as e:
        print(type(e).__name__, str(e).replace(path, 'PATH'))
attempt(lambda: open('/no/such/file'))  #> FileNotFoundError [Errno 2] No such file or directory: '/no/such/file'
attempt(lambda: open('/'))  #> IsADirectoryError [Errno 21] Is a directory: '/'
attempt(lambda: open(path, 'x'))  #> FileExistsError [Errno 17] File exists: 'PATH'
attempt(lambda: open(path, 'q'))  #> ValueError invalid mode: 'q'
attempt(lambda: open(path, 'rw'))  #> ValueError must have exactly one of create/read/write/append mode
attempt(lambda: open(path, 'r+b+'))  #> ValueError invalid mode: 'r+b+'
attempt(lambda: open(path, 'bt'))  #> ValueError can't have text and binary mode at once
attempt(lambda: open(path, 'rb', encoding='utf-8'))  #> ValueError binary mode doesn't take an encoding argument
attempt(lambda: open(path, buffering=0))  #> ValueError can't have unbuffered text I/O
attempt(lambda: open(1.5))  #> TypeError expected str, bytes or os.PathLike object, not float
attempt(lambda: open(path, encoding='no-such'))  #> LookupError unknown encoding: no-such
attempt(lambda: open(path).write('x'))  #> UnsupportedOperation not writable
attempt(lambda: open(path, 'w').read())  #> UnsupportedOperation not readable
attempt(lambda: open(path, 'rb').write(b'x'))  #> UnsupportedOperation write
attempt(lambda: open(path, 'w').write(b'x'))  #> TypeError write() argument must be str, not bytes
attempt(lambda: open(path, 'wb').write('x'))  #> TypeError a bytes-like object is required, not 'str'
f = open(path)
f.close()
attempt(lambda: f.read())  #> ValueError I/O operation on closed file.
attempt(lambda: f.__enter__())  #> ValueError I/O operation on closed file.
attempt(lambda: next(f))  #> ValueError I/O operation on closed file.
attempt(lambda: open(path).seek(1, 1))  #> UnsupportedOperation can't do nonzero cur-relative seeks
attempt(lambda: io.TextIOWrapper(3))  #> AttributeError 'int' object has no attribute 'readable'
print(issubclass(io.UnsupportedOperation, (OSError, ValueError)))  #> True
