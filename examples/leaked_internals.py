# A method that returns the object's own list lets everybody change it; a copy does not.
class Team:
    def __init__(self):
        self.members = []

    def get(self):
        return self.members

    def get_copy(self):
        return list(self.members)


team = Team()
inside = team.get()
inside.append("Ada")
outside = team.get_copy()
outside.append("Bob")
print(team.members)  #> ['Ada']

# shared: team.members, inside
# apart: team.members, outside
