# Properties with getter, setter, deleter.
class Celsius:
    def __init__(self, degrees):
        self.degrees = degrees

    @property
    def degrees(self):
        "The temperature."
        return self._degrees

    @degrees.setter
    def degrees(self, value):
        if value < -273:
            raise ValueError("too cold")
        self._degrees = value

    @degrees.deleter
    def degrees(self):
        print("deleted")
        del self._degrees

    @property
    def kelvin(self):
        return self._degrees + 273


t = Celsius(20)
t.degrees += 5
print(t.degrees, t.kelvin, Celsius.degrees.__doc__)  #> 25 298 The temperature.
try:
    t.degrees = -300
except ValueError as error:
    print(error)
#> too cold
try:
    t.kelvin = 0
except AttributeError as error:
    print(error)
#> property 'kelvin' of 'Celsius' object has no setter
try:
    del t.kelvin
except AttributeError as error:
    print(error)
#> property 'kelvin' of 'Celsius' object has no deleter
del t.degrees  #> deleted
print(hasattr(t, "degrees"))  #> False
x = property(lambda self: 42, doc="answer")
print(x.fget(None), x.fset, x.__doc__)  #> 42 None answer
