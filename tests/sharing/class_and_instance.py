# Attributes of a class are found through instances and subclasses, until they bind their own.
class Base:
    shared = ["base"]
    rebound = ["base"]


class Child(Base):
    rebound = ["child"]


one, two = Child(), Child()
two.shared = ["own"]
found = one.shared
found_in_class = Base.shared
found_in_child = Child.shared
base_rebound, child_rebound = Base.rebound, one.rebound
own = two.shared
print(found, own, child_rebound)  #> ['base'] ['own'] ['child']

# shared: found, found_in_class, found_in_child, Base.shared
# shared: own, two.shared
# apart: found, own
# apart: base_rebound, child_rebound
