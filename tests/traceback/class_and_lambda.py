# Lambdas and nested functions are entries under their own names.
def outer():
    def inner(value):
        return value.missing

    return inner


make = lambda item: outer()(item) + 1
make(3)
#2> Traceback (most recent call last):
#2>   File "class_and_lambda.py", line 10, in <module>
#2>     make(3)
#2>     ~~~~^^^
#2>   File "class_and_lambda.py", line 9, in <lambda>
#2>     make = lambda item: outer()(item) + 1
#2>                         ~~~~~~~^^^^^^
#2>   File "class_and_lambda.py", line 4, in inner
#2>     return value.missing
#2>            ^^^^^^^^^^^^^
#2> AttributeError: 'int' object has no attribute 'missing'
# exit: 1
