# Sudoku by elimination and search over dicts of candidate strings.
DIGITS = "123456789"
ROWS = "ABCDEFGHI"
SQUARES = [row + column for row in ROWS for column in DIGITS]
LINES = [[row + column for column in DIGITS] for row in ROWS]
LINES += [[row + column for row in ROWS] for column in DIGITS]
LINES += [[r + c for r in rows for c in columns] for rows in ("ABC", "DEF", "GHI") for columns in ("123", "456", "789")]
UNITS = {square: [line for line in LINES if square in line] for square in SQUARES}
PEERS = {square: set(sum(UNITS[square], [])) - {square} for square in SQUARES}


def parse(grid):
    candidates = {square: DIGITS for square in SQUARES}
    for square, character in zip(SQUARES, grid):
        if character in DIGITS and not assign(candidates, square, character):
            return None
    return candidates


def assign(candidates, square, digit):
    others = candidates[square].replace(digit, "")
    return all(eliminate(candidates, square, other) for other in others)


def eliminate(candidates, square, digit):
    if digit not in candidates[square]:
        return True
    candidates[square] = left = candidates[square].replace(digit, "")
    if not left:
        return False
    if len(left) == 1 and not all(eliminate(candidates, peer, left) for peer in PEERS[square]):
        return False
    for unit in UNITS[square]:
        places = [place for place in unit if digit in candidates[place]]
        if not places:
            return False
        if len(places) == 1 and not assign(candidates, places[0], digit):
            return False
    return True


def search(candidates):
    if candidates is None:
        return None
    if all(len(candidates[square]) == 1 for square in SQUARES):
        return candidates
    _, square = min((len(candidates[square]), square) for square in SQUARES if len(candidates[square]) > 1)
    for digit in candidates[square]:
        guess = candidates.copy()
        if assign(guess, square, digit):
            solved = search(guess)
            if solved:
                return solved
    return None


def shifted(grid, by):
    return "".join(DIGITS[(DIGITS.index(c) + by) % 9] if c in DIGITS else c for c in grid)


GRIDS = [
    "4.....8.5.3..........7......2.....6.....8.4......1.......6.3.7.5..2.....1.4......",
    "..3.2.6..9..3.5..1..18.64....81.29..7.......8..67.82....26.95..8..2.3..9..5.1.3..",
    "8..........36......7..9.2...5...7.......457.....1...3...1....68..85...1..9....4..",
]
for grid in GRIDS:
    answers = [search(parse(shifted(grid, by))) for by in range(9)]
    print(sum(int(answer["A1"] + answer["E5"] + answer["I9"]) for answer in answers))
