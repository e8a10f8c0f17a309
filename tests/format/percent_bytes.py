# The % operator of bytes and bytearray.
print(b"%d %i %x %X %o" % (1, 2, 255, 255, 8), b"%5d|%-5d|%05d|%+d" % (1, 2, 3, 4), b"%f %.2f %e %g" % (1.5, 2.345, 12.5, 1e20))
#> b'1 2 ff FF 10' b'    1|2    |00003|+4' b'1.500000 2.35 1.250000e+01 1e+20'
print(b"%s %b" % (b"a", bytearray(b"b")), b"%a %r" % ("é", [1]), b"%c%c%c" % (65, b"B", bytearray(b"C")), b"%%|%5s|%-5s|%.2s" % (b"x", b"y", b"zzz"))
#> b'a b' b"'\\xe9' [1]" b'ABC' b'%|    x|y    |zz'
print(b"%(a)s %(b)d" % {b"a": b"x", b"b": 5}, b"%*d|%.*f" % (5, 1, 2, 3.14159), bytearray(b"%s!") % b"hi", b"%s" % memoryview(b"view"))
#> b'x 5' b'    1|3.14' bytearray(b'hi!') b'view'


class HasBytes:
    def __bytes__(self):
        return b"bytes!"


print(b"%s" % HasBytes(), b"plain" % (), b"%s" % (b"one",))  #> b'bytes!' b'plain' b'one'
cases = [
    (b"%s", "a"), (b"%b", 5), (b"%c", 256), (b"%c", b"ab"), (b"%c", "a"), (b"%d", "a"), (b"%x", 1.5), (b"%f", "a"), (b"%y", 1), (b"%s", (b"a", b"b")),
    (b"%s %s", b"a"), (b"%(a)s", {"a": b"x"}), (b"abc", 1), (b"%", 1), (b"%(", {}), (b"%5%", ()),
]
for template, values in cases:
    try:
        print(template % values)
    except (TypeError, ValueError, KeyError, OverflowError) as error:
        print(template, type(error).__name__, error)
#> b'%s' TypeError %b requires a bytes-like object, or an object that implements __bytes__, not 'str'
#> b'%b' TypeError %b requires a bytes-like object, or an object that implements __bytes__, not 'int'
#> b'%c' OverflowError %c arg not in range(256)
#> b'%c' TypeError %c requires an integer in range(256) or a single byte
#> b'%c' TypeError %c requires an integer in range(256) or a single byte
#> b'%d' TypeError %d format: a real number is required, not str
#> b'%x' TypeError %x format: an integer is required, not float
#> b'%f' TypeError float argument required, not str
#> b'%y' ValueError unsupported format character 'y' (0x79) at index 1
#> b'%s' TypeError not all arguments converted during bytes formatting
#> b'%s %s' TypeError not enough arguments for format string
#> b'%(a)s' KeyError b'a'
#> b'abc' TypeError not all arguments converted during bytes formatting
#> b'%' ValueError incomplete format
#> b'%(' ValueError incomplete format key
#> b'%5%' TypeError not enough arguments for format string
