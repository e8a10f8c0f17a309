# Objects that refer to each other: every friendship is two arrows.
class Person:
    def __init__(self, name):
        self.name = name
        self.friends = []


def befriend(one, other):
    one.friends.append(other)
    other.friends.append(one)


ann, bob, cid = Person("Ann"), Person("Bob"), Person("Cid")
befriend(ann, bob)
befriend(bob, cid)
print([friend.name for friend in bob.friends])  #> ['Ann', 'Cid']

# shared: ann, bob.friends[0]
# shared: ann.friends[0], cid.friends[0], bob
