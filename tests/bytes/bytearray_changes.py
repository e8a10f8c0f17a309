# Everything that changes a bytearray in place.
a = bytearray(b"abc")
alias = a
a.append(100)
a.extend(b"ef")
a.extend([103, 104])
a.insert(0, 90)
print(a, a is alias, a.pop(), a.pop(0), a, len(a))  #> bytearray(b'abcdefg') True 104 90 bytearray(b'abcdefg') 7
a.remove(99)
a.reverse()
print(a, alias, a.copy() is a, a.copy() == a)  #> bytearray(b'gfedba') bytearray(b'gfedba') False True
a[0] = 65
a[-1] = 66
a[1:3] = b"xyz"
print(a)  #> bytearray(b'AxyzdbB')
a[::2] = b"1234"[:len(a[::2])]
print(a)  #> bytearray(b'1x2z3b4')
del a[0]
del a[-2:]
print(a)  #> bytearray(b'x2z3')
a[1:1] = [7, 8]
a[len(a):] = b"end"
del a[::2]
print(a)  #> bytearray(b'\x0723n')
a += b"more"
a *= 2
print(a, alias is a, a.count(b"more"))  #> bytearray(b'\x0723nmore\x0723nmore') True 2
a.clear()
print(a, bool(a), alias)  #> bytearray(b'') False bytearray(b'')
for statement in ("a.append(256)", "a.append('x')", "a.extend('x')", "a.extend(5)", "a.extend([300])", "a.pop()", "a.remove(1)", "a.insert(0, -1)", "a[0] = 1", "a[0:1] = 5", "a[0:1] = 'x'",
                  "del a[3]", "a['x'] = 1", "a += 'x'", "a += 1", "a[::2] = b'abc'", "a.insert('a', 1)"):
    try:
        exec(statement)
    except (TypeError, ValueError, IndexError) as error:
        print(statement, type(error).__name__, error)
#> a.append(256) ValueError byte must be in range(0, 256)
#> a.append('x') TypeError 'str' object cannot be interpreted as an integer
#> a.extend('x') TypeError expected iterable of integers; got: 'str'
#> a.extend(5) TypeError can't extend bytearray with int
#> a.extend([300]) ValueError byte must be in range(0, 256)
#> a.pop() IndexError pop from empty bytearray
#> a.remove(1) ValueError value not found in bytearray
#> a.insert(0, -1) ValueError byte must be in range(0, 256)
#> a[0] = 1 IndexError bytearray index out of range
#> a[0:1] = 5 TypeError can assign only bytes, buffers, or iterables of ints in range(0, 256)
#> a[0:1] = 'x' TypeError can assign only bytes, buffers, or iterables of ints in range(0, 256)
#> del a[3] IndexError bytearray index out of range
#> a['x'] = 1 TypeError bytearray indices must be integers or slices, not str
#> a += 'x' TypeError can't concat str to bytearray
#> a += 1 TypeError can't concat int to bytearray
#> a[::2] = b'abc' ValueError attempt to assign bytes of size 3 to extended slice of size 0
#> a.insert('a', 1) TypeError 'str' object cannot be interpreted as an integer
b = bytearray(b"0123456789")
b[2:8:2] = b"xyz"
print(b)  #> bytearray(b'01x3y5z789')
try:
    b[2:8:2] = b"xy"
except ValueError as error:
    print(error)
#> attempt to assign bytes of size 2 to extended slice of size 3
del b[1::3]
print(b, list(b)[:3], [hex(n) for n in reversed(b)][:2])  #> bytearray(b'0x35z89') [48, 120, 51] ['0x39', '0x38']
