def plan_week(menu):
    add_specials(menu["today"])


def add_specials(dishes):
    note(dishes)


def note(entries):
    entries.append("soup")


lunch = ["rice"]
menu = {"today": lunch}
plan_week(menu)
print(lunch)  #> ['rice', 'soup']

# shared: lunch, menu['today']
