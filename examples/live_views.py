# `keys()` and `items()` are views: they hold no keys, they look at the dict.
ages = {"Ann": 30}
names = ages.keys()
list_of_names = list(ages)
ages["Bob"] = 25
print(names)  #> dict_keys(['Ann', 'Bob'])
print(list_of_names)  #> ['Ann']
