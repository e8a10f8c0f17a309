# input() at the end of its lines is an EOFError; the prompt was written before.
try:
    input("name?")
except EOFError as error:
    print()
    print(error)
#> name?
#> EOF when reading a line
