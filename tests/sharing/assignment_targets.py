# Every kind of target binds the same object: names, items, attributes, slices, starred, nested, in a loop, in a with.
class Holder:
    pass


class Context:
    def __init__(self, value):
        self.value = value

    def __enter__(self):
        return self.value

    def __exit__(self, *rest):
        return False


thing = ["thing"]
holder = Holder()
table = {}
holder.attribute = table["key"] = name = thing
(first, [second, *third]) = (thing, [thing, thing])
for looped in [thing]:
    pass
with Context(thing) as entered:
    pass
if walrus := thing:
    pass
print(third)  #> [['thing']]

# shared: thing, holder.attribute, table['key'], name, first, second, third[0], looped, entered, walrus
