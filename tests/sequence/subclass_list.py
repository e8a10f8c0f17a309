# Subclasses of list: overridden methods, attributes, and what built-in code asks.

def attempt(text):
    try:
        print(text, "->", repr(eval(text)))
    except Exception as error:
        print(text, "!!", f"{type(error).__name__}: {error}".strip())

class Loud(list):
    def __getitem__(self, key):
        print("getitem", key)
        return super().__getitem__(key)

    def __len__(self):
        return 42

    def append(self, item):
        print("append", item)
        super().append(item)


xs = Loud([1, 2])
xs.append(3)  #> append 3
xs.extend([4])
print(len(xs), xs[0], xs[1:], list(xs), bool(Loud()), [*xs], xs == [1, 2, 3, 4])
#> getitem 0
#> getitem slice(1, None, None)
#> 42 1 [2, 3, 4] [1, 2, 3, 4] True [1, 2, 3, 4] True
xs.name = "loud"
print(xs.name, vars(xs), type(xs + [1]).__name__, type(xs.copy()).__name__, type(xs * 2).__name__, isinstance(xs, list))
#> loud {'name': 'loud'} list list list True


class Reversed(list):
    def __iter__(self):
        return iter([x for x in super().__iter__()][::-1])

    def __contains__(self, x):
        return x == "anything"


r = Reversed("abc")
print(list(r), [*r], "anything" in r, "a" in r, sorted(r), tuple(r), ",".join(r), r)
#> ['c', 'b', 'a'] ['c', 'b', 'a'] True False ['a', 'b', 'c'] ('c', 'b', 'a') c,b,a ['a', 'b', 'c']
a, b, c = r
print(a, b, c, max(r), dict.fromkeys(r), r.index("a"))  #> c b a c {'c': None, 'b': None, 'a': None} 0


class Init(list):
    def __init__(self, *args, tag=None):
        super().__init__(args)
        self.tag = tag


i = Init(1, 2, tag="t")
print(i, i.tag, Init())  #> [1, 2] t []
attempt("Init(foo=1)")  #> Init(foo=1) !! TypeError: Init.__init__() got an unexpected keyword argument 'foo'
attempt("list.__init__(1)")
#> list.__init__(1) !! TypeError: descriptor '__init__' requires a 'list' object but received a 'int'
attempt("list.__new__(int)")  #> list.__new__(int) !! TypeError: list.__new__(int): int is not a subtype of list
attempt("list.__new__()")  #> list.__new__() !! TypeError: list.__new__(): not enough arguments


class Strict(list):
    def __setitem__(self, key, value):
        if not isinstance(value, int):
            raise TypeError("integers only")
        super().__setitem__(key, value)


s = Strict([1, 2])
s[0] = 5
try:
    s[1] = "x"
except TypeError as error:
    print(error, s)
#> integers only [5, 2]
