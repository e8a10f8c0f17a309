# os: environment, descriptors, and facts of the process.
import os
os.environ['BINDSCOPE_TEST'] = 'yes'
print(os.getenv('BINDSCOPE_TEST'), os.environ.get('NO_SUCH_NAME', 'default'), 'BINDSCOPE_TEST' in os.environ)
#> yes default True
del os.environ['BINDSCOPE_TEST']
print(os.getenv('BINDSCOPE_TEST'))  #> None
try:
    os.environ['NO_SUCH_NAME']
except KeyError as e:
    print(repr(e))  #> KeyError('NO_SUCH_NAME')
print(os.name, os.sep, os.linesep == '\n', os.curdir, os.pardir, os.extsep, os.devnull, os.pathsep)
#> posix / True . .. . /dev/null :
r, w = os.pipe()
print(os.write(w, b'through'), os.read(r, 3), os.read(r, 10))  #> 7 b'thr' b'ough'
os.close(r)
os.close(w)
try:
    os.close(w)
except OSError as e:
    print(e, e.errno)  #> [Errno 9] Bad file descriptor 9
print(os.fspath('x'), os.fsencode('ä'), os.fsdecode(b'\xff') == '\udcff', len(os.urandom(5)), os.getpid() > 0)
#> x b'\xc3\xa4' True 5 True
class Path:
    def __fspath__(self):
        return '/tmp'
print(os.fspath(Path()), os.path.join(Path(), 'x'))  #> /tmp /tmp/x
print(os.strerror(2), os.cpu_count() >= 1, os.get_exec_path()[:0], os.WEXITSTATUS(256))
#> No such file or directory True [] 1
