# `[[0] * 2] * 3` repeats one inner list three times: three arrows, one box.
grid = [[0] * 2] * 3
grid[0][0] = 7
print(grid)  #> [[7, 0], [7, 0], [7, 0]]

proper = [[0] * 2 for _ in range(3)]
proper[0][0] = 7
print(proper)  #> [[7, 0], [0, 0], [0, 0]]

# shared: grid[0], grid[1], grid[2]
# apart: proper[0], proper[1], proper[2]
