# print(): separators, ends, files, flushing, and what was written before an error.

def attempt(text):
    try:
        print(text, "->", repr(eval(text)))
    except Exception as error:
        print(text, "!!", f"{type(error).__name__}: {error}".strip())

print()
#>
print(1, "a", None, [1], sep="-")  #> 1-a-None-[1]
print("no end", end="!\n")  #> no end!
print("a", "b", sep="", end="\n")  #> ab
print("x", "y", sep=None, end=None)  #> x y
print(*range(5), sep=", ")  #> 0, 1, 2, 3, 4


class Out:
    def __init__(self):
        self.parts = []

    def write(self, text):
        self.parts.append(text)

    def flush(self):
        self.parts.append("<flush>")


out = Out()
print(1, 2, file=out)
print("a", "b", sep="+", end="", file=out, flush=True)
print(file=out)
print(out.parts)  #> ['1', ' ', '2', '\n', 'a', '+', 'b', '', '<flush>', '\n']
for text in ["print('a', sep=1)", "print('a', end=1)", "print(foo=1)", "print('a', file=1)", "print(file=object())"]:
    attempt(text)
#> print('a', sep=1) !! TypeError: sep must be None or a string, not int
#> print('a', end=1) !! TypeError: end must be None or a string, not int
#> print(foo=1) !! TypeError: print() got an unexpected keyword argument 'foo'
#> print('a', file=1) !! AttributeError: 'int' object has no attribute 'write'
#> print(file=object()) !! AttributeError: 'object' object has no attribute 'write'


class Bad:
    def __str__(self):
        raise ValueError("no text")


try:
    print("before", 1, Bad(), "after", sep="|")
except ValueError as error:
    print()
    print(error)
#> before|1|
#> no text


class Text:
    def __str__(self):
        return "str"

    def __repr__(self):
        return "repr"


print(Text(), [Text()], {"k": Text()}, (Text(),), str(Text()), repr(Text()), f"{Text()} {Text()!r}", "%s %r" % (Text(), Text()))
#> str [repr] {'k': repr} (repr,) str repr str repr str repr
print(print, print("inner"))
#> inner
#> <built-in function print> None
