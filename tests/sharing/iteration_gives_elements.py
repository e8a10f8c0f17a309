# Everything that iterates hands out the elements themselves.
rows = [[1], [2]]
from_for = None
for from_for in rows:
    pass
from_next = next(iter(rows))
from_reversed = next(reversed(rows))
from_zip = next(zip(rows, rows))
from_enumerate = next(enumerate(rows))
from_filter = next(filter(None, rows))
from_map = next(map(lambda row: row, rows))
smallest, largest = min(rows), max(rows)
ordered = sorted(rows, reverse=True)
as_tuple, as_list = tuple(rows), list(rows)
print(from_enumerate[0])  #> 0

# shared: rows[1], from_for, from_reversed, largest, ordered[0], as_tuple[1], as_list[1]
# shared: rows[0], from_next, from_zip[0], from_zip[1], from_enumerate[1], from_filter, from_map, smallest
