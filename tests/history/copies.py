# Copies: what was made from what. What they still share, the ledger tells (`bindscope copies`).
import copy

xs = [[1], [2]]  #: xs bound list
ys = xs  #: ys bound list
a = xs.copy()  #: list copied to list; a bound list
b = xs[:]  #: list copied to list; b bound list
c = xs[1:]  #: list copied to list; c bound list
d = list(xs)  #: list copied to list; d bound list
e = tuple(xs)  #: list copied to tuple; e bound tuple
f = [*xs, 3]  #: list copied to list; f bound list
g = [x for x in xs]  #: x bound list; x rebound list; x unbound; list copied to list; g bound list
h = [x[:] for x in xs]  #: x bound list; list copied to list; x rebound list; list copied to list; x unbound; list copied to list; h bound list
i = copy.copy(xs)  #: list copied to list; i bound list
j = copy.deepcopy(xs)  #: list copied to list; j bound list
k = sorted(xs)  #: list copied to list; k bound list
m = xs + ys  #: list copied to list; list copied to list; m bound list
n = list(zip(xs, c))  #: list copied to list; list copied to list; n bound list
o = list(map(len, xs))  #: list copied to list; o bound list
p = list(reversed(xs))  #: list copied to list; p bound list
q = e[:]  #: tuple copied to itself; q bound tuple
r = tuple(e)  #: tuple copied to itself; r bound tuple
text = 'text'  #: text bound 'text'
s = copy.deepcopy(text)  #: 'text' copied to itself; s bound 'text'
t = {'k': [1]}  #: t bound dict
u = t.copy()  #: dict copied to dict; u bound dict
v = dict(t, n=2)  #: dict copied to dict; v bound dict
w = {**t, 'n': 2}  #: dict copied to dict; w bound dict
y = t | u  #: dict copied to dict; dict copied to dict; y bound dict
z = {key: value for key, value in t.items()}  #: key bound 'k'; value bound list; key unbound; value unbound; dict copied to dict; z bound dict
first, *rest = xs  #: list copied to list; first bound list; rest bound list
members = {1, 2}  #: members bound set
more = set(members)  #: set copied to set; more bound set
fixed = frozenset(more)  #: set copied to frozenset; fixed bound frozenset
same = frozenset(fixed)  #: frozenset copied to itself; same bound frozenset
for item in xs[:]:  #: list copied to list; item bound list; item rebound list; list died
    pass
print(j, o, rest)  #> [[1], [2]] [1, 1] [[2]]
