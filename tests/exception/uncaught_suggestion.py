# A name that is close is suggested.
class Thing:
    colour = 1
try:
    Thing().color
except AttributeError as error:
    print(error)  #> 'Thing' object has no attribute 'color'
length = 3
print(lenght)
# exit: 1
#2> Traceback (most recent call last):
#2>   File "uncaught_suggestion.py", line 9, in <module>
#2>     print(lenght)
#2>           ^^^^^^
#2> NameError: name 'lenght' is not defined. Did you mean: 'length'?
