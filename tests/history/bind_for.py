# A loop binds its target each time; the last value stays.
for n in [1, 2]:  #: n bound 1; n rebound 2
    pass
for a, (b, c) in [(1, (2, 3))]:  #: a bound 1; b bound 2; c bound 3
    pass
