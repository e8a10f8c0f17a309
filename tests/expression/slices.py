# Slices of lists, strings and tuples.
s = "abcdefgh"
print(s[2:5], s[:3], s[5:], s[-3:], s[:-3], s[::2], s[::-1], s[6:2:-2])  #> cde abc fgh fgh abcde aceg hgfedcba ge
print([s[10:]], s[-100:2], [s[3:3], s[5:2]])  #> [''] ab ['', '']
n = list(range(10))
n[2:4] = ["x", "y", "z"]
print(n)  #> [0, 1, 'x', 'y', 'z', 4, 5, 6, 7, 8, 9]
n[::3] = [0, 0, 0, 0]
print(n)  #> [0, 1, 'x', 0, 'z', 4, 0, 6, 7, 0, 9]
n[5:] = []
print(n)  #> [0, 1, 'x', 0, 'z']
n[1:1] = "ab"
print(n)  #> [0, 'a', 'b', 1, 'x', 0, 'z']
try:
    n[::2] = [1]
except ValueError as error:
    print(error)
#> attempt to assign sequence of size 1 to extended slice of size 4


class Show:
    def __getitem__(self, key):
        return key


print(Show()[1:2], Show()[::], Show()[1:2, 3], Show()[...])
#> slice(1, 2, None) slice(None, None, None) (slice(1, 2, None), 3) Ellipsis
print(slice(1, 10, 3).indices(6), slice(None, None, -1).indices(4))  #> (1, 6, 3) (3, -1, -1)
