# Deleting a name, an item or an attribute leaves the object to the others that refer to it.
class Holder:
    pass


thing = ["thing"]
name = thing
row = [thing, "rest"]
table = {"key": thing, "other": 1}
holder = Holder()
holder.attribute = thing
del name
del row[0]
del table["key"]
print(row, table, holder.attribute)  #> ['rest'] {'other': 1} ['thing']
left = holder.attribute
del holder.attribute
try:
    name
except NameError as error:
    print(error)  #> name 'name' is not defined

# shared: thing, left
