# Parameters of each kind are bound by the call.
def f(a, /, b, c=3, *rest, d, e=5, **more):  #: f bound function f; a bound 1; b bound 2; c bound 3; d bound 4; e bound 5; rest bound tuple; more bound dict; a bound 1; b bound 2; c bound 7; d bound 4; e bound 5; rest bound tuple; more bound dict
    return a  #: dict died; tuple died; dict died


f(1, 2, d=4)
f(1, 2, 7, 8, d=4, z=9)
