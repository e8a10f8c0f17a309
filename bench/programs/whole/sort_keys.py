# Sorting with keys, stable, reversed, by several fields, and a merge sort written out.
import random


class Person:
    def __init__(self, name, age, town):
        self.name = name
        self.age = age
        self.town = town

    def __lt__(self, other):
        return (self.age, self.name) < (other.age, other.name)


def merge_sort(items, key):
    if len(items) < 2:
        return items
    middle = len(items) // 2
    left = merge_sort(items[:middle], key)
    right = merge_sort(items[middle:], key)
    merged = []
    i = j = 0
    while i < len(left) and j < len(right):
        if key(right[j]) < key(left[i]):
            merged.append(right[j])
            j += 1
        else:
            merged.append(left[i])
            i += 1
    return merged + left[i:] + right[j:]


numbers = random.Random(99)
towns = ["Oslo", "Rome", "Bonn", "Lyon", "Graz"]
people = [
    Person(f"p{numbers.randrange(10_000)}", numbers.randrange(90), numbers.choice(towns)) for _ in range(25_000)
]
checksum = 0
for _ in range(2):
    by_age = sorted(people, key=lambda person: person.age)
    by_town = sorted(by_age, key=lambda person: (person.town, -person.age))
    by_name = sorted(people, key=lambda person: person.name, reverse=True)
    natural = sorted(people[:8_000])
    merged = merge_sort(people[:8_000], lambda person: person.age)
    for ordered in (by_age, by_town, by_name, natural, merged):
        checksum = (checksum * 31 + sum(person.age * place for place, person in enumerate(ordered[:500]))) % 1_000_007
print(checksum)
