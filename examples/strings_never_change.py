# Methods of strings return new strings; only binding a name keeps them.
name = "ada"
name.upper()             # lost
print(name)  #> ada

shouted = name.upper()
letters = list(name)     # a list can change
letters[0] = "A"
print(name, shouted, "".join(letters))  #> ada ADA Ada

names = [name, name]
name = name + "!"        # the list keeps the old string
print(names)  #> ['ada', 'ada']
