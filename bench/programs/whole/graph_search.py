# Breadth-first search, shortest paths and components of a graph kept in dicts.
import heapq
import random
from collections import deque


def make_graph(nodes, edges):
    numbers = random.Random(5)
    graph = {f"n{node}": {} for node in range(nodes)}
    for _ in range(edges):
        one = f"n{numbers.randrange(nodes)}"
        other = f"n{numbers.randrange(nodes)}"
        weight = 1 + numbers.randrange(20)
        graph[one][other] = weight
        graph[other][one] = weight
    return graph


def steps(graph, start):
    distance = {start: 0}
    waiting = deque([start])
    while waiting:
        node = waiting.popleft()
        for near in graph[node]:
            if near not in distance:
                distance[near] = distance[node] + 1
                waiting.append(near)
    return distance


def shortest(graph, start):
    best = {start: 0}
    done = set()
    heap = [(0, start)]
    while heap:
        length, node = heapq.heappop(heap)
        if node in done:
            continue
        done.add(node)
        for near, weight in graph[node].items():
            candidate = length + weight
            if candidate < best.get(near, 1 << 60):
                best[near] = candidate
                heapq.heappush(heap, (candidate, near))
    return best


def components(graph):
    seen = set()
    count = 0
    for start in graph:
        if start in seen:
            continue
        count += 1
        stack = [start]
        while stack:
            node = stack.pop()
            if node not in seen:
                seen.add(node)
                stack.extend(near for near in graph[node] if near not in seen)
    return count


graph = make_graph(9_000, 27_000)
checksum = 0
for start in ("n0", "n17", "n4000", "n123"):
    reached = steps(graph, start)
    lengths = shortest(graph, start)
    checksum += sum(reached.values()) + sum(lengths.values())
print(checksum, len(reached), components(graph))
