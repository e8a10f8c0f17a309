# One object in two collections: removing it from one leaves it in the other, changing it shows in both.
class Task:
    def __init__(self, name):
        self.name = name
        self.done = False


write, review = Task("write"), Task("review")
everything = [write, review]
today = {"first": write}
today["first"].done = True
everything.remove(review)
print([(task.name, task.done) for task in everything])  #> [('write', True)]
print(review.name)  #> review

# shared: write, everything[0], today['first']
