# SystemExit with a number ends the program with that status; finally blocks run, nothing is printed.
import sys

try:
    sys.exit(3)
finally:
    print("cleaned up")
print("not reached")
#> cleaned up
# exit: 3
