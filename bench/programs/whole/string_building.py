# Strings made piece by piece: joins, formats, slices, replacements, a Caesar cipher and run lengths.
def table(rows):
    lines = []
    for row in range(rows):
        lines.append(f"{row:>6}|{row * row:<12}|{row / 7:^12.3f}|{'x' * (row % 5)}")
    return "\n".join(lines)


def caesar(text, shift):
    result = ""
    for character in text:
        code = ord(character)
        if 97 <= code < 123:
            character = chr((code - 97 + shift) % 26 + 97)
        result += character
    return result


def run_lengths(text):
    pieces = []
    start = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or text[at] != text[start]:
            pieces.append(text[start] + str(at - start))
            start = at
    return "".join(pieces)


def palindromes(limit):
    return sum(1 for number in range(limit) if (digits := str(number)) == digits[::-1])


text = table(15_000)
words = " ".join(["the quick brown fox", "jumps over", "the lazy dog"] * 4000)
checksum = len(text) + sum(map(ord, text)) % 1000
for shift in range(1, 6):
    words = caesar(words, shift)
    checksum += words.count("a") + len(words.replace("b", "--").split("--"))
print(checksum, len(run_lengths("aaabbbbcd" * 20_000)), palindromes(500_000), words[:20])
