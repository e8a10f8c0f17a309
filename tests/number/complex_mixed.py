# Sums and products of complex numbers with others: real ones, and those of a subclass.
class Loud(complex):
    def __add__(self, other):
        return "loud"

    def __radd__(self, other):
        return "louder"


print(1j * 2j, 1j + 1, 2.5 - 1j, 3 * 1j, True + 1j, Loud(1) + 1j, 1j + Loud(1), 1 + Loud(2))  #> (-2+0j) (1+1j) (2.5-1j) 3j (1+1j) loud louder louder
print(-0.0 + 0j, (1j) * (1 + 0j), complex("inf") * 1j)  #> 0j 1j (nan+infj)
