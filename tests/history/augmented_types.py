# `+=` and its twelve sisters for each built-in type: does the name get another object, or does its object change?
# The old object is kept alive; `is` says whether it is the same. `bindscope facts` says so of each, too
# (crates/bindscope/tests/augmented.rs).
from array import array
from collections import Counter, OrderedDict, defaultdict, deque


class Grid:
    def __matmul__(self, other):
        return Grid()


class Log:
    def __imatmul__(self, other):
        self.last = other
        return self


old0 = v0 = 7
v0 += 2
print(v0 is old0)  #> False
old1 = v1 = 7
v1 -= 2
print(v1 is old1)  #> False
old2 = v2 = 7
v2 *= 3
print(v2 is old2)  #> False
old3 = v3 = 7
v3 /= 2
print(v3 is old3)  #> False
old4 = v4 = 7
v4 //= 2
print(v4 is old4)  #> False
old5 = v5 = 7
v5 %= 3
print(v5 is old5)  #> False
old6 = v6 = 7
v6 **= 2
print(v6 is old6)  #> False
old7 = v7 = 7
v7 <<= 2
print(v7 is old7)  #> False
old8 = v8 = 7
v8 >>= 1
print(v8 is old8)  #> False
old9 = v9 = 7
v9 &= 3
print(v9 is old9)  #> False
old10 = v10 = 7
v10 |= 8
print(v10 is old10)  #> False
old11 = v11 = 7
v11 ^= 2
print(v11 is old11)  #> False
old12 = v12 = True
v12 += 1
print(v12 is old12)  #> False
old13 = v13 = True
v13 &= False
print(v13 is old13)  #> False
old14 = v14 = True
v14 |= 2
print(v14 is old14)  #> False
old15 = v15 = True
v15 ^= True
print(v15 is old15)  #> False
old16 = v16 = 7.5
v16 += 2
print(v16 is old16)  #> False
old17 = v17 = 7.5
v17 -= 2
print(v17 is old17)  #> False
old18 = v18 = 7.5
v18 *= 3
print(v18 is old18)  #> False
old19 = v19 = 7.5
v19 /= 2
print(v19 is old19)  #> False
old20 = v20 = 7.5
v20 //= 2
print(v20 is old20)  #> False
old21 = v21 = 7.5
v21 %= 3
print(v21 is old21)  #> False
old22 = v22 = 7.5
v22 **= 2
print(v22 is old22)  #> False
old23 = v23 = (1+2j)
v23 += 2
print(v23 is old23)  #> False
old24 = v24 = (1+2j)
v24 -= 2
print(v24 is old24)  #> False
old25 = v25 = (1+2j)
v25 *= 3
print(v25 is old25)  #> False
old26 = v26 = (1+2j)
v26 /= 2
print(v26 is old26)  #> False
old27 = v27 = (1+2j)
v27 **= 2
print(v27 is old27)  #> False
old28 = v28 = 'ab'
v28 += 'c'
print(v28 is old28)  #> False
old29 = v29 = 'ab'
v29 *= 2
print(v29 is old29)  #> False
old30 = v30 = '%d'
v30 %= 5
print(v30 is old30)  #> False
old31 = v31 = b'ab'
v31 += b'c'
print(v31 is old31)  #> False
old32 = v32 = b'ab'
v32 *= 2
print(v32 is old32)  #> False
old33 = v33 = b'%d'
v33 %= 5
print(v33 is old33)  #> False
old34 = v34 = bytearray(b'ab')
v34 += b'c'
print(v34 is old34)  #> True
old35 = v35 = bytearray(b'ab')
v35 *= 2
print(v35 is old35)  #> True
old36 = v36 = bytearray(b'%d')
v36 %= 5
print(v36 is old36)  #> False
old37 = v37 = [1, 2]
v37 += [3]
print(v37 is old37)  #> True
old38 = v38 = [1, 2]
v38 *= 2
print(v38 is old38)  #> True
old39 = v39 = (1, 2)
v39 += (3,)
print(v39 is old39)  #> False
old40 = v40 = (1, 2)
v40 *= 2
print(v40 is old40)  #> False
old41 = v41 = {1, 2}
v41 -= {2}
print(v41 is old41)  #> True
old42 = v42 = {1, 2}
v42 &= {2}
print(v42 is old42)  #> True
old43 = v43 = {1, 2}
v43 |= {3}
print(v43 is old43)  #> True
old44 = v44 = {1, 2}
v44 ^= {2, 3}
print(v44 is old44)  #> True
old45 = v45 = frozenset({1, 2})
v45 -= {2}
print(v45 is old45)  #> False
old46 = v46 = frozenset({1, 2})
v46 &= {2}
print(v46 is old46)  #> False
old47 = v47 = frozenset({1, 2})
v47 |= {3}
print(v47 is old47)  #> False
old48 = v48 = frozenset({1, 2})
v48 ^= {2, 3}
print(v48 is old48)  #> False
old49 = v49 = {1: 2}
v49 |= {3: 4}
print(v49 is old49)  #> True
old50 = v50 = deque([1, 2])
v50 += [3]
print(v50 is old50)  #> True
old51 = v51 = deque([1, 2])
v51 *= 2
print(v51 is old51)  #> True
old52 = v52 = array('i', [1, 2])
v52 += array('i', [3])
print(v52 is old52)  #> True
old53 = v53 = array('i', [1, 2])
v53 *= 2
print(v53 is old53)  #> True
old54 = v54 = Counter('ab')
v54 += Counter('a')
print(v54 is old54)  #> True
old55 = v55 = Counter('ab')
v55 -= Counter('a')
print(v55 is old55)  #> True
old56 = v56 = Counter('ab')
v56 &= Counter('a')
print(v56 is old56)  #> True
old57 = v57 = Counter('ab')
v57 |= Counter('c')
print(v57 is old57)  #> True
old58 = v58 = defaultdict(list, {1: 2})
v58 |= {3: 4}
print(v58 is old58)  #> True
old59 = v59 = OrderedDict({1: 2})
v59 |= {3: 4}
print(v59 is old59)  #> True
old61 = v61 = Grid()
v61 @= 2
print(v61 is old61)  #> False
old62 = v62 = Log()
v62 @= 2
print(v62 is old62)  #> True
done = True  #: done bound True
