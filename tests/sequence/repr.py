# repr of containers: nested, containing themselves, with items that fail.

def attempt(text):
    try:
        print(text, "->", repr(eval(text)))
    except Exception as error:
        print(text, "!!", f"{type(error).__name__}: {error}".strip())

print([1, "a", None, 2.0], (1,), (), [], {}, set(), frozenset(), {1}, frozenset({1}), {"a": [1]}, [[]], ((1,),))
#> [1, 'a', None, 2.0] (1,) () [] {} set() frozenset() {1} frozenset({1}) {'a': [1]} [[]] ((1,),)
xs = [1]
xs.append(xs)
print(xs)  #> [1, [...]]
d = {}
d["self"] = d
d["list"] = [d, xs]
print(d)  #> {'self': {...}, 'list': [{...}, [1, [...]]]}
t = ([],)
t[0].append(t)
print(t)  #> ([(...)],)
print(d.keys(), d.values(), {1: 2}.items())
#> dict_keys(['self', 'list']) dict_values([{'self': {...}, 'list': [{...}, [1, [...]]]}, [{'self': {...}, 'list': [...]}, [1, [...]]]]) dict_items([(1, 2)])


class Bad:
    def __repr__(self):
        raise ValueError("no repr")


for text in ["repr([1, Bad()])", "repr({1: Bad()})", "repr((Bad(),))", "str([Bad()])", "repr({Bad()})"]:
    attempt(text)
#> repr([1, Bad()]) !! ValueError: no repr
#> repr({1: Bad()}) !! ValueError: no repr
#> repr((Bad(),)) !! ValueError: no repr
#> str([Bad()]) !! ValueError: no repr
#> repr({Bad()}) !! ValueError: no repr


class NotText:
    def __repr__(self):
        return 1


attempt("repr([NotText()])")  #> repr([NotText()]) !! TypeError: __repr__ returned non-string (type int)


class Changing:
    def __repr__(self):
        changing.append(0) if len(changing) < 5 else None
        return "C"


changing = [Changing()]
print(changing)  #> [C, 0]


class Sub(list):
    pass


class Named(list):
    def __repr__(self):
        return f"Named{super().__repr__()}"


print(Sub([1]), Named([1, Named()]), repr(Sub()), str(Named([2])))  #> [1] Named[1, Named[]] [] Named[2]
deep = []
for _ in range(5):
    deep = [deep]
print(deep)  #> [[[[[[]]]]]]
