# A subclass of str is a string everywhere; methods give plain strings.
class Name(str):
    def greet(self):
        return f"hello {self}"

    def __len__(self):
        return 99


n = Name("ann")
print(n, repr(n), n.greet(), len(n), n == "ann", hash(n) == hash("ann"), {n: 1}["ann"], isinstance(n, str))
#> ann 'ann' hello ann 99 True True 1 True
print([type(x).__name__ for x in (n.upper(), n + "", n * 1, n[:], n.strip(), n.replace("x", "y"), str(n), "".join([n]))])
#> ['str', 'str', 'str', 'str', 'str', 'str', 'str', 'str']
print(n.upper(), n[1:], "a" in n, n.split("n"), list(n), "%s" % n, f"{n:>5}", "{}".format(n))
#> ANN nn True ['a', '', ''] ['a', 'n', 'n'] ann   ann ann
n.extra = 5
print(n.extra, n.__dict__)  #> 5 {'extra': 5}


class Shout(str):
    def __str__(self):
        return self.upper() + "!"

    def __repr__(self):
        return "<" + self + ">"

    def __format__(self, spec):
        return "fmt(" + spec + ")"

    def __eq__(self, other):
        return True

    __hash__ = str.__hash__


s = Shout("hey")
print(s, repr(s), str(s), f"{s}", f"{s:x}", f"{s!s}", f"{s!r}", "%s %r" % (s, s), "{:q}".format(s), s == "other", s + "x")
#> HEY! <hey> HEY! fmt() fmt(x) HEY! <hey> HEY! <hey> fmt(q) True heyx


class Counted(str):
    def __new__(cls, value, count):
        self = super().__new__(cls, value * count)
        self.count_of = count
        return self


c = Counted("ab", 3)
print(c, c.count_of, type(c).__name__, c.count("ab"), Name(5), Name() == "", Name(b"\xc3\xa9", "utf-8"))
#> ababab 3 Counted 3 5 True é
