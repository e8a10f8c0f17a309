# Changes of sequences that are no lists, and of what has no operation of its own.
from collections import deque  #: deque bound class deque
import heapq  #: heapq bound module heapq

line = deque([1])  #: line bound collections.deque
line.append(2)  #: collections.deque append [1] = 2
raw = bytearray(b"ab")  #: raw bound bytearray
raw[0] = 65  #: bytearray set item [0] = 65, was 97
it = iter([1, 2])  #: it bound list_iterator
next(it)  #: list_iterator advance
heap = [3, 4]  #: heap bound list
heapq.heappush(heap, 1)  #: list append [2] = 1; list set item [2] = 3, was 1; list set item [0] = 1, was 3
