# The order in which the parts of comprehensions are evaluated, and when.
def say(text, value=None):
    print(text, end=" ")
    return text if value is None else value


print([say("e") for _ in say("iter", range(2)) if say("if")])  #> iter if e if e ['e', 'e']
print({say("k" + str(i)): say("v" + str(i)) for i in range(2)})  #> k0 v0 k1 v1 {'k0': 'v0', 'k1': 'v1'}
generator = (say("element") for _ in say("first", "ab"))
print("| made")  #> first | made
print(list(generator))  #> element element ['element', 'element']
late = (say("inner") for i in range(1) for j in say("second", "x"))
print("| lazy")  #> | lazy
print(list(late))  #> second inner ['inner']


def fails():
    raise ValueError("iterable")


try:
    (x for x in fails())
except ValueError as error:
    print("at once:", error)
#> at once: iterable
generator = (x for x in range(3) for y in fails())
try:
    next(generator)
except ValueError as error:
    print("when asked:", error)
#> when asked: iterable
