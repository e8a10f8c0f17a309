# What built-in functions and methods say of wrong arguments.

def attempt(text):
    try:
        print(text, "->", repr(eval(text)))
    except Exception as error:
        print(text, "!!", f"{type(error).__name__}: {error}".strip())

for text in [
    "len()", "len(1, 2)", "len(x=1)", "[].append(1, 2)", "[].insert(1)", "[].pop(1, 2)", "{}.get()", "{}.update(1, 2)", "'a'.split(1, 2, 3)",
    "'a'.split(foo=1)", "'a'.replace('a')", "sorted()", "sorted([], 1)", "sum(1, 2, 3)", "pow()", "pow(1)", "pow(1, 2, 3, 4)", "pow(2, foo=1)",
    "round()", "round(1, 2, 3)", "round(1, foo=2)", "getattr(1)", "isinstance(1)", "iter()", "next()", "chr()", "chr(1, 2)", "divmod(1)",
    "format()", "format(1, 2)", "format(1, 'a', 'b')", "hash(1, 2)", "range()", "range(1, 2, 3, 4)", "slice()", "int(1, x=2)", "float(1, 2)",
    "float(x=1)", "bool(1, 2)", "bool(x=1)", "complex(1, 2, 3)", "list(1, 2)", "list(x=1)", "tuple(1, 2)", "set(1, 2)", "dict(1, 2)", "str(x=1)",
    "[].sort(1)", "[].sort(foo=1)", "[].index()", "(1).to_bytes(1, 2, 3, 4)", "(1).to_bytes(foo=1)", "int.from_bytes()", "(1).__add__()",
    "(1).__add__(1, 2)", "[].__len__(1)", "[].__getitem__()", "list.append()", "list.append(1, 2)", "list.__len__({})", "int.__add__('a', 1)",
    "dict.fromkeys()", "map(len)", "filter(None)", "reversed()", "max(key=1)", "object(1)", "type()",
    "type(1, 2)", "super()", "print(foo=1)", "globals(1)", "locals(1)", "callable()", "id()", "abs()", "any()", "ord()", "bin()", "setattr(1, 2)",
]:
    attempt(text)
#> len() !! TypeError: len() takes exactly one argument (0 given)
#> len(1, 2) !! TypeError: len() takes exactly one argument (2 given)
#> len(x=1) !! TypeError: len() takes no keyword arguments
#> [].append(1, 2) !! TypeError: list.append() takes exactly one argument (2 given)
#> [].insert(1) !! TypeError: insert expected 2 arguments, got 1
#> [].pop(1, 2) !! TypeError: pop expected at most 1 argument, got 2
#> {}.get() !! TypeError: get expected at least 1 argument, got 0
#> {}.update(1, 2) !! TypeError: update expected at most 1 argument, got 2
#> 'a'.split(1, 2, 3) !! TypeError: split() takes at most 2 arguments (3 given)
#> 'a'.split(foo=1) !! TypeError: split() got an unexpected keyword argument 'foo'
#> 'a'.replace('a') !! TypeError: replace() takes at least 2 positional arguments (1 given)
#> sorted() !! TypeError: sorted expected 1 argument, got 0
#> sorted([], 1) !! TypeError: sorted expected 1 argument, got 2
#> sum(1, 2, 3) !! TypeError: sum() takes at most 2 arguments (3 given)
#> pow() !! TypeError: pow() missing required argument 'base' (pos 1)
#> pow(1) !! TypeError: pow() missing required argument 'exp' (pos 2)
#> pow(1, 2, 3, 4) !! TypeError: pow() takes at most 3 arguments (4 given)
#> pow(2, foo=1) !! TypeError: pow() missing required argument 'exp' (pos 2)
#> round() !! TypeError: round() missing required argument 'number' (pos 1)
#> round(1, 2, 3) !! TypeError: round() takes at most 2 arguments (3 given)
#> round(1, foo=2) !! TypeError: round() got an unexpected keyword argument 'foo'
#> getattr(1) !! TypeError: getattr expected at least 2 arguments, got 1
#> isinstance(1) !! TypeError: isinstance expected 2 arguments, got 1
#> iter() !! TypeError: iter expected at least 1 argument, got 0
#> next() !! TypeError: next expected at least 1 argument, got 0
#> chr() !! TypeError: chr() takes exactly one argument (0 given)
#> chr(1, 2) !! TypeError: chr() takes exactly one argument (2 given)
#> divmod(1) !! TypeError: divmod expected 2 arguments, got 1
#> format() !! TypeError: format expected at least 1 argument, got 0
#> format(1, 2) !! TypeError: format() argument 2 must be str, not int
#> format(1, 'a', 'b') !! TypeError: format expected at most 2 arguments, got 3
#> hash(1, 2) !! TypeError: hash() takes exactly one argument (2 given)
#> range() !! TypeError: range expected at least 1 argument, got 0
#> range(1, 2, 3, 4) !! TypeError: range expected at most 3 arguments, got 4
#> slice() !! TypeError: slice expected at least 1 argument, got 0
#> int(1, x=2) !! TypeError: int() got an unexpected keyword argument 'x'
#> float(1, 2) !! TypeError: float expected at most 1 argument, got 2
#> float(x=1) !! TypeError: float() takes no keyword arguments
#> bool(1, 2) !! TypeError: bool expected at most 1 argument, got 2
#> bool(x=1) !! TypeError: bool() takes no keyword arguments
#> complex(1, 2, 3) !! TypeError: complex() takes at most 2 arguments (3 given)
#> list(1, 2) !! TypeError: list expected at most 1 argument, got 2
#> list(x=1) !! TypeError: list() takes no keyword arguments
#> tuple(1, 2) !! TypeError: tuple expected at most 1 argument, got 2
#> set(1, 2) !! TypeError: set expected at most 1 argument, got 2
#> dict(1, 2) !! TypeError: dict expected at most 1 argument, got 2
#> str(x=1) !! TypeError: str() got an unexpected keyword argument 'x'
#> [].sort(1) !! TypeError: sort() takes no positional arguments
#> [].sort(foo=1) !! TypeError: sort() got an unexpected keyword argument 'foo'
#> [].index() !! TypeError: index expected at least 1 argument, got 0
#> (1).to_bytes(1, 2, 3, 4) !! TypeError: to_bytes() takes at most 3 arguments (4 given)
#> (1).to_bytes(foo=1) !! TypeError: to_bytes() got an unexpected keyword argument 'foo'
#> int.from_bytes() !! TypeError: from_bytes() missing required argument 'bytes' (pos 1)
#> (1).__add__() !! TypeError: expected 1 argument, got 0
#> (1).__add__(1, 2) !! TypeError: expected 1 argument, got 2
#> [].__len__(1) !! TypeError: expected 0 arguments, got 1
#> [].__getitem__() !! TypeError: list.__getitem__() takes exactly one argument (0 given)
#> list.append() !! TypeError: unbound method list.append() needs an argument
#> list.append(1, 2) !! TypeError: descriptor 'append' for 'list' objects doesn't apply to a 'int' object
#> list.__len__({}) !! TypeError: descriptor '__len__' requires a 'list' object but received a 'dict'
#> int.__add__('a', 1) !! TypeError: descriptor '__add__' requires a 'int' object but received a 'str'
#> dict.fromkeys() !! TypeError: fromkeys expected at least 1 argument, got 0
#> map(len) !! TypeError: map() must have at least two arguments.
#> filter(None) !! TypeError: filter expected 2 arguments, got 1
#> reversed() !! TypeError: reversed expected 1 argument, got 0
#> max(key=1) !! TypeError: max expected at least 1 argument, got 0
#> object(1) !! TypeError: object() takes no arguments
#> type() !! TypeError: type() takes 1 or 3 arguments
#> type(1, 2) !! TypeError: type() takes 1 or 3 arguments
#> super() !! RuntimeError: super(): no arguments
#> print(foo=1) !! TypeError: print() got an unexpected keyword argument 'foo'
#> globals(1) !! TypeError: globals() takes no arguments (1 given)
#> locals(1) !! TypeError: locals() takes no arguments (1 given)
#> callable() !! TypeError: callable() takes exactly one argument (0 given)
#> id() !! TypeError: id() takes exactly one argument (0 given)
#> abs() !! TypeError: abs() takes exactly one argument (0 given)
#> any() !! TypeError: any() takes exactly one argument (0 given)
#> ord() !! TypeError: ord() takes exactly one argument (0 given)
#> bin() !! TypeError: bin() takes exactly one argument (0 given)
#> setattr(1, 2) !! TypeError: setattr expected 3 arguments, got 2
