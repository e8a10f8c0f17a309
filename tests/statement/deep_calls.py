# Calls as deep as the program allows them.
import sys

sys.setrecursionlimit(200_000)


def depth(n):
    return 0 if n == 0 else 1 + depth(n - 1)


print(depth(60_000))  #> 60000
