# Methods of set and frozenset, with their errors.

def attempt(text):
    try:
        print(text, "->", repr(eval(text)))
    except Exception as error:
        print(text, "!!", f"{type(error).__name__}: {error}".strip())

s = {3, 1, 2}
s.add(4)
s.add(1)
s.discard(9)
s.remove(3)
print(s, len(s), 1 in s, 3 in s, s.copy() == s, s.copy() is s, s.pop(), s)
#> {2, 4} 3 True False True False 1 {2, 4}
s.update([5, 6], (7,), {8: 0})
s.difference_update([5], [6])
s.intersection_update({2, 4, 7, 8}, [7, 8, 4])
s.symmetric_difference_update([8, 9])
print(s)  #> {9, 4, 7}
s.clear()
print(s, set("aab") == {"a", "b"}, set({1: 2}), frozenset([1, 2, 1]), set(), frozenset())
#> set() True {1} frozenset({1, 2}) set() frozenset()
for text in [
    "{1}.remove(2)", "set().pop()", "{[]}", "set([[]])", "{1}.add([])", "set(1)", "set(1, 2)", "set(a=1)", "frozenset(a=1)",
    "frozenset(1, 2)", "frozenset([1]).add(2)", "{1}.update(1)", "{1}.union(1)", "hash({1})", "{1}[0]", "{1}.issubset(1)", "set().add()",
    "{1}.discard([])", "[] in {1}", "{1}.isdisjoint(1)", "{1}.symmetric_difference()", "set().clear(1)",
]:
    attempt(text)
#> {1}.remove(2) !! KeyError: 2
#> set().pop() !! KeyError: 'pop from an empty set'
#> {[]} !! TypeError: unhashable type: 'list'
#> set([[]]) !! TypeError: unhashable type: 'list'
#> {1}.add([]) !! TypeError: unhashable type: 'list'
#> set(1) !! TypeError: 'int' object is not iterable
#> set(1, 2) !! TypeError: set expected at most 1 argument, got 2
#> set(a=1) !! TypeError: set() takes no keyword arguments
#> frozenset(a=1) !! TypeError: frozenset() takes no keyword arguments
#> frozenset(1, 2) !! TypeError: frozenset expected at most 1 argument, got 2
#> frozenset([1]).add(2) !! AttributeError: 'frozenset' object has no attribute 'add'
#> {1}.update(1) !! TypeError: 'int' object is not iterable
#> {1}.union(1) !! TypeError: 'int' object is not iterable
#> hash({1}) !! TypeError: unhashable type: 'set'
#> {1}[0] !! TypeError: 'set' object is not subscriptable
#> {1}.issubset(1) !! TypeError: 'int' object is not iterable
#> set().add() !! TypeError: set.add() takes exactly one argument (0 given)
#> {1}.discard([]) !! TypeError: unhashable type: 'list'
#> [] in {1} !! TypeError: unhashable type: 'list'
#> {1}.isdisjoint(1) !! TypeError: 'int' object is not iterable
#> {1}.symmetric_difference() !! TypeError: set.symmetric_difference() takes exactly one argument (0 given)
#> set().clear(1) !! TypeError: set.clear() takes no arguments (1 given)
print({1} in {frozenset([1])}, {frozenset([1])}.discard({1}), {1, 2}.issubset([1, 2, 3]), {1, 2}.issuperset([1]), {1}.isdisjoint([2]))
#> True None True True True
try:
    {frozenset([1])}.remove({2})
except KeyError as error:
    print(repr(error))
#> KeyError({2})
f = frozenset([1])
print(frozenset(f) is f, f.copy() is f, f.union() is f, hash(f), hash(frozenset()), hash(frozenset([1, 2, 3])), {f: 1}[frozenset([1])])
#> True True False -558064481276695278 133146708735736 -272375401224217160 1
print(type({1}.union([2])).__name__, type(f.union([2])).__name__, f.union([2], [3]), f.intersection([1, 5]), f.difference(), f.symmetric_difference([1, 2]))
#> set frozenset frozenset({1, 2, 3}) frozenset({1}) frozenset({1}) frozenset({2})
#2> <string>:1: SyntaxWarning: 'set' object is not subscriptable; perhaps you missed a comma?
