# Words of a made-up text counted with dicts, then sorted.
import random


def make_text(lines):
    numbers = random.Random(42)
    syllables = ["ba", "do", "ka", "li", "mo", "ne", "ri", "su", "to", "ve"]
    words = ["".join(numbers.choice(syllables) for _ in range(1 + i % 4)) for i in range(600)]
    marks = [",", ".", "", "", "", "!"]
    return "\n".join(
        " ".join((numbers.choice(words) + numbers.choice(marks)).capitalize() for _ in range(10)) for _ in range(lines)
    )


def count(text):
    counts = {}
    for line in text.splitlines():
        for word in line.lower().split():
            word = word.strip(".,!")
            counts[word] = counts.get(word, 0) + 1
    return counts


def letters(text):
    counts = {}
    for letter in text:
        if letter.isalpha():
            if letter not in counts:
                counts[letter] = 0
            counts[letter] += 1
    return counts


text = make_text(9_000)
for _ in range(3):
    counts = count(text)
    first = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:3]
found = letters(text)
print(len(counts), sum(counts.values()), first, sorted(found.items())[:4])
