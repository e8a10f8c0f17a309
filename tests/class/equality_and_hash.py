# __eq__ without __hash__ makes instances unhashable; defaults compare identity.
class Plain:
    pass


class Equal:
    def __eq__(self, other):
        return True


p = Plain()
print(p == p, p == Plain(), p != Plain(), hash(p) == hash(p))  #> True False True True
print(Equal() == 5, 5 == Equal(), Equal() != 5, Equal.__hash__)  #> True True False None
try:
    {Equal()}
except TypeError as error:
    print(error)
#> unhashable type: 'Equal'


class Hashed:
    def __init__(self, n):
        self.n = n

    def __hash__(self):
        return self.n % 2

    def __eq__(self, other):
        return self.n == other.n


print(len({Hashed(1), Hashed(3), Hashed(1)}), {Hashed(2): "two"}[Hashed(2)])  #> 2 two
try:
    p < p
except TypeError as error:
    print(error)
#> '<' not supported between instances of 'Plain' and 'Plain'
