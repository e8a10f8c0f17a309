# Targets that are no names: attributes, items, slices, stars, nested ones.
class Box:  #: Box bound class Box
    pass


box = Box()  #: box bound Box
box.side = 3  #: Box set attribute .side = 3
box.side = 4  #: Box set attribute .side = 4, was 3
items = [0, 0, 0]  #: items bound list
items[1] = 5  #: list set item [1] = 5, was 0
items[0:2] = [7, 8, 9]  #: list splice [0] = 7, 8, 9
first, *rest = items  #: list copied to list; first bound 7; rest bound list
(p, [q, r]) = 1, (2, 3)  #: p bound 1; q bound 2; r bound 3
