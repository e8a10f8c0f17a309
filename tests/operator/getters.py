# itemgetter, attrgetter and methodcaller.
from operator import attrgetter, itemgetter, methodcaller

rows = [("b", 2), ("a", 3), ("c", 1)]
print(sorted(rows, key=itemgetter(1)), max(rows, key=itemgetter(0)))  #> [('c', 1), ('b', 2), ('a', 3)] ('c', 1)
print(itemgetter(0, 2)("xyz"), itemgetter(slice(1, None))([1, 2, 3]), itemgetter("k")({"k": "v"}))
#> ('x', 'z') [2, 3] v
print(itemgetter(1), itemgetter("a", 2), itemgetter(slice(1, 2)))
#> operator.itemgetter(1) operator.itemgetter('a', 2) operator.itemgetter(slice(1, 2, None))
print(attrgetter("real")(3), attrgetter("real", "imag")(2.5))  #> 3 (2.5, 0.0)


class Node:
    def __init__(self, value, next=None):
        self.value = value
        self.next = next

    def scaled(self, factor, plus=0):
        return self.value * factor + plus


chain = Node(1, Node(2, Node(3)))
print(attrgetter("next.next.value")(chain), attrgetter("value", "next.value")(chain))  #> 3 (1, 2)
print(attrgetter("a.b", "c"))  #> operator.attrgetter('a.b', 'c')
print(methodcaller("scaled", 10)(chain), methodcaller("scaled", 10, plus=5)(chain))  #> 10 15
print(methodcaller("split", ",", maxsplit=1), methodcaller("upper")("abc"))
#> operator.methodcaller('split', ',', maxsplit=1) ABC


def attempt(call):
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__ + ":", error)


attempt(lambda: itemgetter())  #> TypeError: itemgetter expected 1 argument, got 0
attempt(lambda: itemgetter(3)([]))  #> IndexError: list index out of range
attempt(lambda: itemgetter(1)([1], [2]))  #> TypeError: itemgetter expected 1 argument, got 2
attempt(lambda: itemgetter(1, x=1))  #> TypeError: itemgetter() takes no keyword arguments
attempt(lambda: attrgetter(1))  #> TypeError: attribute name must be a string
attempt(lambda: attrgetter("next.missing")(chain))  #> AttributeError: 'Node' object has no attribute 'missing'
attempt(lambda: methodcaller())  #> TypeError: methodcaller needs at least one argument, the method name
attempt(lambda: methodcaller(5))  #> TypeError: method name must be a string
attempt(lambda: methodcaller("nothing")(chain))  #> AttributeError: 'Node' object has no attribute 'nothing'
