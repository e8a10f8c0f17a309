# from __future__ import annotations keeps them as text, as ast.unparse writes it.
from __future__ import annotations


def function(
    a: undefined,
    b: list[int|None] = 1,
    *c: (x for x in y if z),
    d: lambda q, *r, s=1, **t: q+1,
    e: {"k":1,**m},
    f: -1**2 if not a or b and c else ~d,
    g: "text" 'joined',
    h: x[1:2,::3],
    i: a<b<=c is not d,
    j: f"{x!r:>{w}}",
    **m: await_.attr(1, *a, k=2, **b),
) -> (1,):
    pass


for name, text in function.__annotations__.items():
    print(name, "=", text)
#> a = undefined
#> b = list[int | None]
#> c = (x for x in y if z)
#> d = lambda q, *r, s=1, **t: q + 1
#> e = {'k': 1, **m}
#> f = -1 ** 2 if not a or b and c else ~d
#> g = 'textjoined'
#> h = x[1:2, ::3]
#> i = a < b <= c is not d
#> j = f'{x!r:>{w}}'
#> m = await_.attr(1, *a, k=2, **b)
#> return = (1,)


class C:
    x: undefined.thing[0]
    y: set[{1, 2}] = 5


print(C.__annotations__)  #> {'x': 'undefined.thing[0]', 'y': 'set[{1, 2}]'}
