# Random games of Go on a small board: groups, liberties and captures kept by flood fill and sets.
import random

SIZE = 9
EMPTY, BLACK, WHITE = 0, 1, 2


def neighbours_of(place):
    row, column = divmod(place, SIZE)
    found = []
    if row > 0:
        found.append(place - SIZE)
    if row < SIZE - 1:
        found.append(place + SIZE)
    if column > 0:
        found.append(place - 1)
    if column < SIZE - 1:
        found.append(place + 1)
    return found


NEIGHBOURS = [neighbours_of(place) for place in range(SIZE * SIZE)]


class Board:
    def __init__(self):
        self.stones = [EMPTY] * (SIZE * SIZE)
        self.ko = None
        self.captured = {BLACK: 0, WHITE: 0}
        self.empty = set(range(SIZE * SIZE))

    def group(self, place):
        """The stones connected to `place`, and whether one of them has a liberty."""
        colour = self.stones[place]
        seen = {place}
        work = [place]
        while work:
            for near in NEIGHBOURS[work.pop()]:
                stone = self.stones[near]
                if stone == EMPTY:
                    return seen, True
                if stone == colour and near not in seen:
                    seen.add(near)
                    work.append(near)
        return seen, False

    def remove(self, group):
        for place in group:
            self.stones[place] = EMPTY
            self.empty.add(place)

    def is_eye(self, place, colour):
        return all(self.stones[near] == colour for near in NEIGHBOURS[place])

    def play(self, place, colour):
        if place == self.ko or self.is_eye(place, colour):
            return False
        self.stones[place] = colour
        other = BLACK + WHITE - colour
        taken = 0
        last = None
        for near in NEIGHBOURS[place]:
            if self.stones[near] == other:
                group, alive = self.group(near)
                if not alive:
                    self.remove(group)
                    taken += len(group)
                    last = near
        if not taken and not self.group(place)[1]:
            self.stones[place] = EMPTY
            return False
        self.empty.discard(place)
        self.ko = last if taken == 1 else None
        self.captured[colour] += taken
        return True

    def score(self):
        total = 0
        for place, stone in enumerate(self.stones):
            if stone == EMPTY:
                around = {self.stones[near] for near in NEIGHBOURS[place]}
                if around == {BLACK}:
                    total += 1
                elif around == {WHITE}:
                    total -= 1
            else:
                total += 1 if stone == BLACK else -1
        return total


def game(numbers):
    board = Board()
    colour = BLACK
    passes = moves = 0
    while passes < 2 and moves < 250:
        places = sorted(board.empty)
        numbers.shuffle(places)
        for place in places:
            if board.play(place, colour):
                passes = 0
                moves += 1
                break
        else:
            passes += 1
        colour = BLACK + WHITE - colour
    return board.score(), moves, board.captured[BLACK], board.captured[WHITE]


numbers = random.Random(7)
totals = [0, 0, 0, 0]
for _ in range(110):
    totals = [total + part for total, part in zip(totals, game(numbers))]
print(totals)
