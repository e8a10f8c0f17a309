# `+=` and its sisters for each built-in type: does the name get another object, or does its object change?
# The old object is kept alive by `old`; CPython says by `is` whether it is the same.
kept = []  #: kept bound list
old = v = [1]  #: old bound list; v bound list
v += [2]  #: list splice [1] = 2; v rebound list
kept.append(v is old)  #: list append [0] = True
old = v = (1,)  #: old rebound tuple; v rebound tuple; list died
v += (2,)  #: tuple copied to tuple; v rebound tuple
kept.append(v is old)  #: list append [1] = False
old = v = 'a'  #: old rebound 'a'; v rebound 'a'; tuple died; tuple died
v += 'b'  #: v rebound 'ab'
kept.append(v is old)  #: list append [2] = False
old = v = b'a'  #: old rebound b'a'; v rebound b'a'
v += b'b'  #: v rebound b'ab'
kept.append(v is old)  #: list append [3] = False
old = v = bytearray(b'a')  #: old rebound bytearray; v rebound bytearray
v += b'b'  #: bytearray splice [1] = 98; v rebound bytearray
kept.append(v is old)  #: list append [4] = True
old = v = 1000000  #: old rebound 1000000; v rebound 1000000; bytearray died
v += 1  #: v rebound 1000001
kept.append(v is old)  #: list append [5] = False
old = v = 1.5  #: old rebound 1.5; v rebound 1.5
v += 2  #: v rebound 3.5
kept.append(v is old)  #: list append [6] = False
old = v = 1j  #: old rebound 1j; v rebound 1j
v += 2  #: v rebound (2+1j)
kept.append(v is old)  #: list append [7] = False
old = v = {1, 2}  #: old rebound set; v rebound set
v -= {2}  #: set discard 2; v rebound set
kept.append(v is old)  #: list append [8] = True
old = v = frozenset({1, 2})  #: old rebound frozenset; v rebound frozenset; set died
v -= {2}  #: v rebound frozenset
kept.append(v is old)  #: list append [9] = False
old = v = 5  #: old rebound 5; v rebound 5; frozenset died; frozenset died
v -= 1  #: v rebound 4
kept.append(v is old)  #: list append [10] = False
old = v = [1]  #: old rebound list; v rebound list
v *= 2  #: list splice [1] = 1; v rebound list
kept.append(v is old)  #: list append [11] = True
old = v = (1,)  #: old rebound tuple; v rebound tuple; list died
v *= 2  #: tuple copied to tuple; v rebound tuple
kept.append(v is old)  #: list append [12] = False
old = v = 'a'  #: old rebound 'a'; v rebound 'a'; tuple died; tuple died
v *= 2  #: v rebound 'aa'
kept.append(v is old)  #: list append [13] = False
old = v = bytearray(b'a')  #: old rebound bytearray; v rebound bytearray
v *= 2  #: v rebound bytearray; bytearray change
kept.append(v is old)  #: list append [14] = True
old = v = 5  #: old rebound 5; v rebound 5; bytearray died
v *= 3  #: v rebound 15
kept.append(v is old)  #: list append [15] = False
old = v = 5  #: old rebound 5; v rebound 5
v /= 2  #: v rebound 2.5
kept.append(v is old)  #: list append [16] = False
old = v = 500  #: old rebound 500; v rebound 500
v //= 2  #: v rebound 250
kept.append(v is old)  #: list append [17] = False
old = v = 5  #: old rebound 5; v rebound 5
v %= 3  #: v rebound 2
kept.append(v is old)  #: list append [18] = False
old = v = '%d'  #: old rebound '%d'; v rebound '%d'
v %= 3  #: v rebound '3'
kept.append(v is old)  #: list append [19] = False
old = v = 5  #: old rebound 5; v rebound 5
v **= 3  #: v rebound 125
kept.append(v is old)  #: list append [20] = False
old = v = 5  #: old rebound 5; v rebound 5
v <<= 3  #: v rebound 40
kept.append(v is old)  #: list append [21] = False
old = v = 5  #: old rebound 5; v rebound 5
v >>= 1  #: v rebound 2
kept.append(v is old)  #: list append [22] = False
old = v = {1, 2}  #: old rebound set; v rebound set
v &= {2}  #: set replace 2; v rebound set
kept.append(v is old)  #: list append [23] = True
old = v = 6  #: old rebound 6; v rebound 6; set died
v &= 3  #: v rebound 2
kept.append(v is old)  #: list append [24] = False
old = v = {1}  #: old rebound set; v rebound set
v |= {2}  #: set add 2; v rebound set
kept.append(v is old)  #: list append [25] = True
old = v = {1: 2}  #: old rebound dict; v rebound dict; set died
v |= {3: 4}  #: dict set key [3] = 4; v rebound dict
kept.append(v is old)  #: list append [26] = True
old = v = 6  #: old rebound 6; v rebound 6; dict died
v |= 1  #: v rebound 7
kept.append(v is old)  #: list append [27] = False
old = v = {1}  #: old rebound set; v rebound set
v ^= {2}  #: set add 2; v rebound set
kept.append(v is old)  #: list append [28] = True
old = v = 6  #: old rebound 6; v rebound 6; set died
v ^= 3  #: v rebound 5
kept.append(v is old)  #: list append [29] = False
print(kept)
#> [True, False, False, False, True, False, False, False, True, False, False, True, False, False, True, False, False, False, False, False, False, False, False, True, False, True, True, False, True, False]
