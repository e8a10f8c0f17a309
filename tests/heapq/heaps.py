# heapq and bisect: order kept in plain lists.
import bisect
import heapq

heap = []
for n in (5, 1, 4, 1, 3):
    heapq.heappush(heap, n)
print(heap, [heapq.heappop(heap) for _ in range(5)], heap)  #> [] [1, 1, 3, 4, 5] []
same = [9, 2, 7, 4]
heapq.heapify(same)
print(same, heapq.heapreplace(same, 10), heapq.heappushpop(same, 1), same)  #> [4, 9, 7, 10] 2 1 [4, 9, 7, 10]
print(heapq.nlargest(2, [3, 8, 1]), heapq.nsmallest(2, "hello", key=lambda c: -ord(c)))  #> [8, 3] ['o', 'l']
print(list(heapq.merge([1, 4], [2, 3], [0])), list(heapq.merge(["b"], ["a"], key=str.upper)))
#> [0, 1, 2, 3, 4] ['a', 'b']
tasks = [(2, "b"), (1, "z"), (1, "a")]
heapq.heapify(tasks)
print([heapq.heappop(tasks)[1] for _ in range(3)])  #> ['a', 'z', 'b']

row = [1, 3, 3, 5]
print(bisect.bisect(row, 3), bisect.bisect_left(row, 3), bisect.bisect(row, 0), bisect.bisect_right(row, 3, 0, 2))
#> 3 1 0 2
bisect.insort(row, 4)
bisect.insort_left(row, 3)
print(row, bisect.bisect([(1, "a"), (2, "b")], 1, key=lambda pair: pair[0]))  #> [1, 3, 3, 3, 4, 5] 1


class Meddler:
    def __init__(self, into):
        self.into = into

    def __lt__(self, other):
        self.into.append(None)
        return False


trap = []
trap.extend([Meddler(trap), Meddler(trap)])


def attempt(call):
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__ + ":", error)


attempt(lambda: heapq.heapify(trap))  #> RuntimeError: list changed size during iteration
attempt(lambda: heapq.heappop([]))  #> IndexError: index out of range
attempt(lambda: heapq.heappush((), 1))  #> TypeError: heappush() argument 1 must be list, not tuple
attempt(lambda: heapq.heappush([1], "a"))  #> TypeError: '<' not supported between instances of 'str' and 'int'
attempt(lambda: bisect.bisect([1], 1, -1))  #> ValueError: lo must be non-negative
attempt(lambda: bisect.bisect([1], "a"))  #> TypeError: '<' not supported between instances of 'str' and 'int'
