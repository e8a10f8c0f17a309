# A class body is code: loops, conditions, its own names, __class__, name mangling.
flag = True


class Body:
    if flag:
        def chosen(self):
            return "flag"
    for _n in range(3):
        pass
    squares = {n: n * n for n in range(3)}
    __private = "mangled"

    def get(self):
        return self.__private

    def cell(self):
        return __class__
    del _n


b = Body()
print(b.chosen(), Body.squares, b.get(), b.cell() is Body)  #> flag {0: 0, 1: 1, 2: 4} mangled True
print([name for name in Body.__dict__ if "private" in name], hasattr(Body, "_n"))  #> ['_Body__private'] False


def make(n):
    class Local:
        number = n

        def get(self):
            return n
    return Local


print(make(5).number, make(6)().get(), make(1) is make(1), make(1).__qualname__)  #> 5 6 False make.<locals>.Local
x = "global"


class Names:
    x = x + " copied"
    y = x


print(Names.y)  #> global copied
