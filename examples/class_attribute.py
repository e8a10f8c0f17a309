# An attribute of the class is shared by all its instances, until an instance gets one of its own.
class Dog:
    tricks = []

    def __init__(self, name):
        self.name = name
        self.toys = []


rex = Dog("Rex")
fido = Dog("Fido")
rex.tricks.append("roll over")
rex.toys.append("ball")

print(fido.tricks)  #> ['roll over']
print(fido.toys)    #> []

shared_tricks = Dog.tricks
fido.tricks = ["sit"]
print(Dog.tricks)   #> ['roll over']

# apart: rex.toys, fido.toys
# apart: shared_tricks, fido.tricks
