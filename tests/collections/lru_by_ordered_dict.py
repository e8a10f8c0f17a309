# The usual recipes: an LRU cache, a sliding window, grouping, counting.
from collections import Counter, OrderedDict, defaultdict, deque


class Cache:
    def __init__(self, room):
        self.room, self.items = room, OrderedDict()

    def get(self, key):
        if key in self.items:
            self.items.move_to_end(key)
            return self.items[key]

    def put(self, key, value):
        self.items[key] = value
        self.items.move_to_end(key)
        while len(self.items) > self.room:
            self.items.popitem(last=False)


cache = Cache(2)
cache.put("a", 1)
cache.put("b", 2)
cache.get("a")
cache.put("c", 3)
print(list(cache.items), cache.get("b"))  #> ['a', 'c'] None
for n in range(1000):
    cache.put(n % 7, n)
print(cache.items)  #> OrderedDict({4: 998, 5: 999})


def averages(numbers, size):
    window = deque(maxlen=size)
    for n in numbers:
        window.append(n)
        if len(window) == size:
            yield sum(window) / size


print(list(averages([1, 2, 3, 4, 5], 3)))  #> [2.0, 3.0, 4.0]
graph = defaultdict(set)
for a, b in [(1, 2), (2, 3), (1, 3), (4, 4)]:
    graph[a].add(b)
    graph[b].add(a)
queue, seen = deque([1]), {1}
while queue:
    for next_node in sorted(graph[queue.popleft()]):
        if next_node not in seen:
            seen.add(next_node)
            queue.append(next_node)
print(seen, dict(graph) == {1: {2, 3}, 2: {1, 3}, 3: {1, 2}, 4: {4}})  #> {1, 2, 3} True
words = "the cat and the dog and the bird".split()
print(Counter(words).most_common(2), Counter(map(len, words)))  #> [('the', 3), ('and', 2)] Counter({3: 7, 4: 1})
by_length = defaultdict(list)
for word in words:
    by_length[len(word)].append(word)
print(by_length[4], sorted(by_length))  #> ['bird'] [3, 4]
