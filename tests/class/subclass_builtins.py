# Subclasses of built-in types keep their behaviour and gain attributes.
class Stack(list):
    def push(self, item):
        self.append(item)

    def __getitem__(self, index):
        return "item " + str(super().__getitem__(index))


s = Stack([1])
s.push(2)
s.extra = True
print(s, len(s), s[0], s == [1, 2], s.extra, type(s + [3]).__name__)  #> [1, 2] 2 item 1 True True list


class Upper(str):
    def __str__(self):
        return self.upper()


print(Upper("ab"), Upper("ab") + "c", repr(Upper("x")), f"{Upper('q')}")  #> AB abc 'x' Q


class Even(int):
    def __add__(self, other):
        return Even(int(self) + other)


print(Even(2) + 3, type(Even(2) + 1).__name__, type(Even(2) * 2).__name__, Even(3).bit_length())  #> 5 Even int 2


class Counting(dict):
    def __setitem__(self, key, value):
        super().__setitem__(key, value + 1)


c = Counting(a=1)
c["b"] = 1
c.update(d=1)
print(c)  #> {'a': 1, 'b': 2, 'd': 1}


class Error(Exception):
    def __init__(self, code):
        super().__init__(f"code {code}")
        self.code = code


try:
    raise Error(7)
except Error as error:
    print(error, error.code, error.args)
#> code 7 7 ('code 7',)
