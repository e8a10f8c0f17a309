# Numbered tiles on a hexagonal board, each with as many neighbours as its number: a search with pruning.
def make_board(side):
    cells = []
    for q in range(-side + 1, side):
        for r in range(-side + 1, side):
            if abs(q + r) < side:
                cells.append((q, r))
    index = {cell: place for place, cell in enumerate(cells)}
    steps = [(1, 0), (-1, 0), (0, 1), (0, -1), (1, -1), (-1, 1)]
    return [[index[q + dq, r + dr] for dq, dr in steps if (q + dq, r + dr) in index] for q, r in cells]


class Search:
    def __init__(self, side, tiles):
        self.near = make_board(side)
        self.tiles = dict(tiles)
        self.placed = [None] * len(self.near)
        self.visited = 0
        self.solutions = 0

    def possible(self, place):
        """Whether the tile at `place` can still get, and has not passed, its number."""
        wanted = self.placed[place]
        if wanted is None or wanted < 0:
            return True
        full = free = 0
        for other in self.near[place]:
            tile = self.placed[other]
            if tile is None:
                free += 1
            elif tile >= 0:
                full += 1
        return full <= wanted <= full + free

    def solve(self, place):
        self.visited += 1
        if place == len(self.near):
            self.solutions += 1
            return
        for tile, left in self.tiles.items():
            if left == 0:
                continue
            self.placed[place] = tile
            self.tiles[tile] = left - 1
            if self.possible(place) and all(self.possible(other) for other in self.near[place]):
                self.solve(place + 1)
            self.tiles[tile] = left
            self.placed[place] = None


for tiles in (
    {-1: 7, 2: 5, 3: 6, 4: 1},
    {-1: 6, 1: 2, 2: 5, 3: 4, 4: 2},
    {-1: 8, 1: 4, 2: 4, 3: 3},
):
    search = Search(3, tiles)
    search.solve(0)
    print(search.visited, search.solutions)
