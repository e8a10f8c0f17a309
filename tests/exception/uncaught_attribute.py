# An attribute that is close is suggested.
class Thing:
    def __init__(self):
        self.colour = 1
Thing().color
# exit: 1
#2> Traceback (most recent call last):
#2>   File "uncaught_attribute.py", line 5, in <module>
#2>     Thing().color
#2> AttributeError: 'Thing' object has no attribute 'color'. Did you mean: 'colour'?
