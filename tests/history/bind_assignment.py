# A name is bound, then bound anew; each name of a chain gets the one object.
x = 1  #: x bound 1
x = 2  #: x rebound 2
a = b = []  #: a bound list; b bound list
a = b  #: a rebound list
