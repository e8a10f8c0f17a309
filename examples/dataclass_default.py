# A dataclass refuses a list as a default; `default_factory` makes a new one for each instance.
from dataclasses import dataclass, field


@dataclass
class Cart:
    owner: str
    items: list = field(default_factory=list)


try:
    @dataclass
    class Wrong:
        items: list = []
except ValueError as error:
    print(error)  #> mutable default <class 'list'> for field items is not allowed: use default_factory

ann = Cart("Ann")
bob = Cart("Bob")
ann.items.append("tea")
print(ann)  #> Cart(owner='Ann', items=['tea'])
print(bob)  #> Cart(owner='Bob', items=[])

# apart: ann.items, bob.items
