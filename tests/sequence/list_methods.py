# Methods of list, with their errors.

def attempt(text):
    try:
        print(text, "->", repr(eval(text)))
    except Exception as error:
        print(text, "!!", f"{type(error).__name__}: {error}".strip())

xs = [3, 1, 2]
xs.append(4)
xs.extend((5, 6))
xs.extend(x * 10 for x in range(2))
xs.insert(0, "first")
xs.insert(100, "last")
xs.insert(-1, "before last")
print(xs, len(xs), xs.pop(), xs.pop(0), xs.pop(-2), xs)
#> [3, 1, 2, 4, 5, 6, 0, 'before last'] 11 last first 10 [3, 1, 2, 4, 5, 6, 0, 'before last']
print(xs.index(2), xs.index(0, 3), xs.count(3), xs.copy() == xs, xs.copy() is xs)  #> 2 6 1 True False
xs.remove(3)
xs.reverse()
print(xs)  #> ['before last', 0, 6, 5, 4, 2, 1]
xs.clear()
print(xs, xs.append(1), [].extend([]), [1].reverse())  #> [1] None None None
for text in [
    "[].pop()", "[1].pop(3)", "[1].pop('a')", "[1].index(2)", "[1].remove(2)", "[1].insert('a', 1)", "[].append()",
    "[].append(1, 2)", "[].append(x=1)", "[].insert(1)", "[].extend(1)", "[].sort(1)", "[].sort(foo=1)", "[].clear(1)",
    "[].index()", "[].index(1, 2, 3, 4)", "list.append()", "list.append(1, 2)", "[1, 2].index(1, 'a')", "list(1)", "list(1, 2)",
]:
    attempt(text)
#> [].pop() !! IndexError: pop from empty list
#> [1].pop(3) !! IndexError: pop index out of range
#> [1].pop('a') !! TypeError: 'str' object cannot be interpreted as an integer
#> [1].index(2) !! ValueError: 2 is not in list
#> [1].remove(2) !! ValueError: list.remove(x): x not in list
#> [1].insert('a', 1) !! TypeError: 'str' object cannot be interpreted as an integer
#> [].append() !! TypeError: list.append() takes exactly one argument (0 given)
#> [].append(1, 2) !! TypeError: list.append() takes exactly one argument (2 given)
#> [].append(x=1) !! TypeError: list.append() takes no keyword arguments
#> [].insert(1) !! TypeError: insert expected 2 arguments, got 1
#> [].extend(1) !! TypeError: 'int' object is not iterable
#> [].sort(1) !! TypeError: sort() takes no positional arguments
#> [].sort(foo=1) !! TypeError: sort() got an unexpected keyword argument 'foo'
#> [].clear(1) !! TypeError: list.clear() takes no arguments (1 given)
#> [].index() !! TypeError: index expected at least 1 argument, got 0
#> [].index(1, 2, 3, 4) !! TypeError: index expected at most 3 arguments, got 4
#> list.append() !! TypeError: unbound method list.append() needs an argument
#> list.append(1, 2) !! TypeError: descriptor 'append' for 'list' objects doesn't apply to a 'int' object
#> [1, 2].index(1, 'a') !! TypeError: slice indices must be integers or have an __index__ method
#> list(1) !! TypeError: 'int' object is not iterable
#> list(1, 2) !! TypeError: list expected at most 1 argument, got 2
print(list("abc"), list(range(3)), list({1: 2}), list(zip("ab", [1, 2])), list())
#> ['a', 'b', 'c'] [0, 1, 2] [1] [('a', 1), ('b', 2)] []
print([1, 2].__len__(), [1, 2].__contains__(2), [1].__getitem__(0), [1].__eq__([1]), [1].__eq__(1), [1] + [2], [1] * 3)
#> 2 True 1 True NotImplemented [1, 2] [1, 1, 1]
