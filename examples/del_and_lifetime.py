# `del` takes a name away, not an object: the object lives as long as something refers to it.
class Ghost:
    def __del__(self):
        print("gone")


one = Ghost()
two = one
del one
print("one name left")  #> one name left
del two                 #> gone
print("none left")      #> none left

kept = [1, 2]
again = kept
del kept[0]             # this one does change the object
print(again)            #> [2]

# shared: kept, again
