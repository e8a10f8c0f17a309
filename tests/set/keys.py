# Sets ask hash and equality of their members; what happens when those misbehave.

def attempt(text):
    try:
        print(text, "->", repr(eval(text)))
    except Exception as error:
        print(text, "!!", f"{type(error).__name__}: {error}".strip())

class Key:
    def __init__(self, n, h=1):
        self.n, self.h = n, h

    def __hash__(self):
        return self.h

    def __eq__(self, other):
        log.append((self.n, getattr(other, "n", other)))
        return isinstance(other, Key) and self.n == other.n

    def __repr__(self):
        return f"K{self.n}"


log = []
s = {Key(1), Key(2), Key(1), Key(3, 5)}
print(len(s), log)  #> 3 [(1, 2), (1, 1)]
log.clear()
print(Key(2) in s, Key(9) in s, Key(3, 6) in s, log)  #> True False False [(1, 2), (2, 2), (1, 9), (2, 9)]
s.discard(Key(1))
print(len(s), s == {Key(2), Key(3, 5)}, s & {Key(2)}, s - {Key(2)})  #> 2 True {K2} {K3}


class Raises:
    def __hash__(self):
        return 3

    def __eq__(self, other):
        raise ValueError("eq")


bad = {Raises()}
for text in ["3 in bad", "bad.add(3)", "bad | {3}", "bad == {3}", "{3}.issubset(bad)", "bad.discard(3)", "bad - {3}"]:
    attempt(text)
#> 3 in bad !! ValueError: eq
#> bad.add(3) !! ValueError: eq
#> bad | {3} !! ValueError: eq
#> bad == {3} !! ValueError: eq
#> {3}.issubset(bad) !! ValueError: eq
#> bad.discard(3) !! ValueError: eq
#> bad - {3} !! ValueError: eq
print(len(bad))  #> 1


class Clears:
    def __hash__(self):
        return 1

    def __eq__(self, other):
        target.clear()
        return False


target = {Clears()}
target.add(1)
print(target)  #> {1}
target = {Clears(), 5, 6}
print(1 in target, target)  #> False set()
other = {Clears()}
target = {1, 2, 3}
print(target & other, target | other == other, len(target))  #> set() True 0
nan = float("nan")
print({nan, nan}, nan in {nan}, len({float("nan"), float("nan")}), {nan} == {nan})  #> {nan} True 2 True
