# In a class body only the first iterable sees the class's names.
class Table:
    rows = [1, 2]
    doubled = [r * 2 for r in rows]
    try:
        scaled = [r * rows[0] for r in rows]
    except NameError as error:
        message = str(error)
    lambdas = [lambda: i for i in range(2)]
    own = [__class__ for _ in range(1)] if False else "unused"


print(Table.doubled, Table.message, [f() for f in Table.lambdas])
#> [2, 4] name 'rows' is not defined [1, 1]


def enclosing():
    rows = "enclosing"

    class Inner:
        rows = "class"
        seen = [rows for _ in range(1)]

    return Inner.seen


print(enclosing())  #> ['enclosing']


class Base:
    def hello(self):
        return "hello"


class Derived(Base):
    def hello(self):
        return [super().hello() + str(i) for i in range(2)]

    def sneaky(self):
        return list(super(Derived, self).hello() for _ in range(1))


print(Derived().hello(), Derived().sneaky())  #> ['hello0', 'hello1'] ['hello']
