# A bool is a number; a tuple of two is no number and is printed.
try:
    raise SystemExit(True)
except SystemExit as end:
    print(end.code)
raise SystemExit(1, 2)
#> True
#2> (1, 2)
# exit: 1
