print(exit)
print(repr(quit))
print(type(exit).__name__)
try:
    exit(5)
except SystemExit as end:
    print(end.code)
try:
    quit()
except SystemExit as end:
    print(end.code)
exit(7)
#> Use exit() or Ctrl-D (i.e. EOF) to exit
#> Use quit() or Ctrl-D (i.e. EOF) to exit
#> Quitter
#> 5
#> None
# exit: 7
