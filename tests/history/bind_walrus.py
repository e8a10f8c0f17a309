# The walrus binds where it stands.
if (n := 10) > 5:  #: n bound 10
    total = n  #: total bound 10
