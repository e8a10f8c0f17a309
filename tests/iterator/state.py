# Length hints, pickling state and exhaustion of built-in iterators.

def attempt(text):
    try:
        print(text, "->", repr(eval(text)))
    except Exception as error:
        print(text, "!!", f"{type(error).__name__}: {error}".strip())

for make in [lambda: iter([1, 2, 3]), lambda: iter((1, 2, 3)), lambda: iter("abc"), lambda: iter(range(3)), lambda: iter({1: 2, 3: 4, 5: 6}), lambda: iter({1, 2, 3}), lambda: reversed([1, 2, 3]), lambda: reversed(range(3)), lambda: iter({1: 2, 3: 4, 5: 6}.items())]:
    it = make()
    hints = [it.__length_hint__()]
    for _ in it:
        hints.append(it.__length_hint__())
    print(type(it).__name__, hints, next(it, "end"))
#> list_iterator [3, 2, 1, 0] end
#> tuple_iterator [3, 2, 1, 0] end
#> str_ascii_iterator [3, 2, 1, 0] end
#> range_iterator [3, 2, 1, 0] end
#> dict_keyiterator [3, 2, 1, 0] end
#> set_iterator [3, 2, 1, 0] end
#> list_reverseiterator [3, 2, 1, 0] end
#> range_iterator [3, 2, 1, 0] end
#> dict_itemiterator [3, 2, 1, 0] end
it = iter([1, 2, 3])
next(it)
print(it.__reduce__()[1:], iter("ab").__reduce__()[1:], iter((1,)).__reduce__()[1:], iter({1: 2}).__reduce__()[1:], iter(range(2, 9, 3)).__reduce__()[1:])
#> (([1, 2, 3],), 1) (('ab',), 0) (((1,),), 0) (([1],),) ((range(2, 11, 3),), None)
print(list(it), it.__reduce__()[1:], reversed([1, 2]).__reduce__()[1:], iter(int, 1).__reduce__()[1:], iter({5}).__reduce__()[1:])
#> [2, 3] (([],),) (([1, 2],), 1) ((<class 'int'>, 1),) (([5],),)
print(range(3).__reduce__(), slice(1, 2).__reduce__(), {1}.__reduce__(), frozenset().__reduce__())
#> (<class 'range'>, (0, 3, 1)) (<class 'slice'>, (1, 2, None)) (<class 'set'>, ([1],), None) (<class 'frozenset'>, ([],), None)
it = iter([1, 2, 3, 4])
it.__setstate__(2)
print(list(it))  #> [3, 4]
it = iter(range(10))
it.__setstate__(7)
print(list(it))  #> [7, 8, 9]
it = iter((1, 2, 3))
it.__setstate__(-5)
print(list(it))  #> [1, 2, 3]
for text in ["iter([]).__setstate__('a')", "iter([]).__length_hint__(1)", "iter({}).__setstate__(1)", "zip().__length_hint__"]:
    attempt(text)
#> iter([]).__setstate__('a') !! TypeError: an integer is required
#> iter([]).__length_hint__(1) !! TypeError: list_iterator.__length_hint__() takes no arguments (1 given)
#> iter({}).__setstate__(1) !! AttributeError: 'dict_keyiterator' object has no attribute '__setstate__'
#> zip().__length_hint__ !! AttributeError: 'zip' object has no attribute '__length_hint__'
e = enumerate("ab", 3)
next(e)
made, (source, count) = e.__reduce__()
print(made, count, list(source))  #> <class 'enumerate'> 4 ['b']
it = iter([1, 2])
xs = list(it)
print(list(it), next(it, None), [type(iter(x)).__name__ for x in ([], (), "", "é", {}, set(), range(0), range(2**70), {}.keys(), {}.values())])
#> [] None ['list_iterator', 'tuple_iterator', 'str_ascii_iterator', 'str_iterator', 'dict_keyiterator', 'set_iterator', 'range_iterator', 'longrange_iterator', 'dict_keyiterator', 'dict_valueiterator']


class Hint:
    def __iter__(self):
        return iter([1, 2])

    def __length_hint__(self):
        return 10**6


print(list(Hint()), tuple(Hint()), [*Hint()])  #> [1, 2] (1, 2) [1, 2]
