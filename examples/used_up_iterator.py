# An iterator remembers where it is: what was taken is gone, and two names share the place.
numbers = [10, 20, 30]
walk = iter(numbers)
same_walk = walk
own_walk = iter(numbers)
print(next(walk), next(same_walk))  #> 10 20
print(list(walk), list(walk))  #> [30] []
print(next(own_walk))  #> 10

# shared: walk, same_walk
# apart: walk, own_walk
