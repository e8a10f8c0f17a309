# `def` binds a name to a function, which is an object like any other: it can have two names and stand in a list.
def greet(name):
    return "Hello " + name


salute = greet
actions = [greet, len, str.upper]
print(salute("Ann"))  #> Hello Ann
print([action("bob") for action in actions])  #> ['Hello bob', 3, 'BOB']
del greet                # the function lives on
print(salute.__name__)  #> greet

# shared: salute, actions[0]
