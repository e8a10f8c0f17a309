# heapq in a shortest path, a scheduler, and running medians.
import heapq
from itertools import count

roads = {"A": {"B": 7, "C": 3}, "B": {"D": 2}, "C": {"B": 1, "D": 8}, "D": {}}


def distances(start):
    best, heap = {}, [(0, start)]
    while heap:
        distance, place = heapq.heappop(heap)
        if place in best:
            continue
        best[place] = distance
        for next_place, length in roads[place].items():
            heapq.heappush(heap, (distance + length, next_place))
    return best


print(distances("A"))  #> {'A': 0, 'C': 3, 'B': 4, 'D': 6}
order, tasks = count(), []
for priority, name in [(2, "write"), (1, "read"), (2, "rest"), (1, "think")]:
    heapq.heappush(tasks, (priority, next(order), name))
print([heapq.heappop(tasks)[2] for _ in range(4)])  #> ['read', 'think', 'write', 'rest']


def medians(numbers):
    low, high = [], []
    for n in numbers:
        heapq.heappush(high, -heapq.heappushpop(low, -n))
        if len(high) > len(low):
            heapq.heappush(low, -heapq.heappop(high))
        yield -low[0] if len(low) > len(high) else (high[0] - low[0]) / 2


print(list(medians([5, 2, 8, 1])))  #> [5, 3.5, 5, 3.5]
items = [(n * 7919) % 101 for n in range(50)]
copy = items[:]
heapq.heapify(copy)
print([heapq.heappop(copy) for _ in range(50)] == sorted(items), heapq.nlargest(3, items), heapq.nsmallest(2, items))
#> True [100, 97, 94] [0, 2]
