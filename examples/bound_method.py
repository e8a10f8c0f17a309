# A method taken from an object remembers the object: look at its `__self__`.
class Cart:
    def __init__(self):
        self.items = []

    def put(self, item):
        self.items.append(item)


cart = Cart()
put = cart.put
keep = cart.items.append
put("tea")
keep("milk")
print(cart.items)  #> ['tea', 'milk']

# shared: cart, put.__self__
# shared: cart.items, keep.__self__
