# Attributes and method calls are marked from their object on.
class Box:
    def open(self):
        return self.content.size


box = Box()
result = [box.open() for _ in range(2)]
#2> Traceback (most recent call last):
#2>   File "marks_of_methods.py", line 8, in <module>
#2>     result = [box.open() for _ in range(2)]
#2>               ~~~~~~~~^^
#2>   File "marks_of_methods.py", line 4, in open
#2>     return self.content.size
#2>            ^^^^^^^^^^^^
#2> AttributeError: 'Box' object has no attribute 'content'
# exit: 1
