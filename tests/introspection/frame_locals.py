# Frames: who called, with which names; f_locals reads and writes the variables themselves.
import sys
def f(a):
    b = a + 1
    frame = sys._getframe()
    names = frame.f_locals
    print(sorted(names), names["a"], len(names), "b" in names, "zz" in names)
    names["b"] = 100
    print(b)
    c = 7
    print(names["c"], list(names)[:2])
    try:
        names["nothing"]
    except KeyError as error:
        print(error)
    names["made"] = 1
    print(frame.f_code.co_name, frame.f_back.f_code.co_name, frame.f_globals is globals())
    return frame
def g():
    return f(1)
kept = g()
#> ['a', 'b', 'frame', 'names'] 1 4 True False
#> 100
#> 7 ['a', 'b']
#> "local variable ''nothing'' is not defined"
#> f g True
print(kept.f_back.f_code.co_name, kept.f_locals["b"], kept.f_locals["c"])  #> g 100 7
kept.clear()
print(dict(kept.f_locals))  #> {}
print(sys._getframe().f_locals is globals())  #> True
class Body:
    inside = sys._getframe().f_locals
    x = 1
print("x" in Body.inside, sys._getframe().f_code.co_name)  #> True <module>
try:
    sys._getframe(1000)
except ValueError as error:
    print(error)  #> call stack is not deep enough
def cells():
    n = 1
    def inner():
        nonlocal n
        n += 1
        return sys._getframe().f_locals["n"]
    frame = sys._getframe()
    inner()
    frame.f_locals["n"] = 50
    return inner(), n
print(cells())  #> (51, 51)
def chain():
    names = []
    frame = sys._getframe()
    while frame:
        names.append(frame.f_code.co_name)
        frame = frame.f_back
    return names
print((lambda: chain())()[:3])  #> ['chain', '<lambda>', '<module>']
