# Every operation that changes a set.
s = {1}  #: s bound set
s.add(2)  #: set add 2
s.add(2)
s.discard(1)  #: set discard 1
s.update([5])  #: set add 5
s.remove(5)  #: set discard 5
s |= {6}  #: set add 6; s rebound set
s.pop()  #: set discard 2
s.clear()  #: set replace
