# __class__ and __dict__ of an instance can be exchanged where the layout allows it.
class Cat:
    def speak(self):
        return "meow"
class Dog:
    def speak(self):
        return "woof"
class Slotted:
    __slots__ = ("a",)

def attempt(action):
    try:
        action()
    except TypeError as error:
        print(error)

pet = Cat()
pet.name = "Tom"
pet.__class__ = Dog
print(pet.speak(), pet.name, type(pet).__name__, isinstance(pet, Cat))  #> woof Tom Dog False
attempt(lambda: setattr(pet, "__class__", int))
#> __class__ assignment only supported for mutable types or ModuleType subclasses
attempt(lambda: setattr(pet, "__class__", 1))  #> __class__ must be set to a class, not 'int' object
attempt(lambda: setattr(pet, "__class__", Slotted))
#> __class__ assignment: 'Slotted' object layout differs from 'Dog'
attempt(lambda: setattr(1, "__class__", bool))
#> __class__ assignment only supported for mutable types or ModuleType subclasses
attempt(lambda: delattr(pet, "__class__"))  #> can't delete __class__ attribute

other = Dog()
other.__dict__ = pet.__dict__
other.age = 3
print(pet.age, other.name, pet.__dict__ is other.__dict__)  #> 3 Tom True
pet.__dict__["late"] = True
print(other.late, vars(pet))  #> True {'name': 'Tom', 'age': 3, 'late': True}
attempt(lambda: setattr(pet, "__dict__", 1))  #> __dict__ must be set to a dictionary, not a 'int'
del pet.__dict__
print(pet.__dict__, other.__dict__)  #> {} {'name': 'Tom', 'age': 3, 'late': True}
d = Dog()
d.x = 1
space = d.__dict__
d.y = 2
del d.x
print(space, space is d.__dict__)  #> {'y': 2} True
