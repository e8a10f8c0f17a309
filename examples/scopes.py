# One name, five places: look in which frame or cell each `word` lives.
word = "global"


def outer():
    word = "enclosing"

    def inner():
        nonlocal word
        word = "rebound by inner"
        return word

    def local():
        word = "local"
        return word

    return inner(), local(), word


def change_global():
    global word
    word = "rebound by a function"


class Body:
    word = "class body"

    def method(self):
        return word      # a method does not see the names of the class body


print(outer())          #> ('rebound by inner', 'local', 'rebound by inner')
change_global()
print(word)             #> rebound by a function
print(Body().method())  #> rebound by a function
print(Body.word)        #> class body
squares = [word * 2 for word in (1, 2)]
print(word, squares)    #> rebound by a function [2, 4]
len = lambda thing: 42  # hides the built-in name
print(len([]))          #> 42
del len                 # and now it is seen again
print(len([]))          #> 0
