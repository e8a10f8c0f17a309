# `self.total += 1` reads the class's attribute and binds one of the instance's own.
class Turnstile:
    total = 0
    log = []

    def enter(self, who):
        self.total += 1          # a new binding in the instance
        self.log.append(who)     # a change of the one list of the class


north = Turnstile()
south = Turnstile()
north.enter("Ann")
north.enter("Bob")
south.enter("Cid")
print(north.total, south.total, Turnstile.total)  #> 2 1 0
print(Turnstile.log)  #> ['Ann', 'Bob', 'Cid']
seen_from_north = north.log
seen_from_south = south.log

# shared: seen_from_north, seen_from_south
