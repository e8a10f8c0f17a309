# A list is changed three calls away, through another name.
def low(things):  #: low bound function low; things bound list
    things.append("x")  #: list append [0] = 'x'


def middle(stuff):  #: middle bound function middle; stuff bound list
    low(stuff)


def top(values):  #: top bound function top; values bound list
    middle(values)


mine = []  #: mine bound list
top(mine)
