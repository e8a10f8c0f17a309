# SystemExit with a text prints it and gives status 1.
import atexit
import sys
atexit.register(print, "at exit")
try:
    sys.exit(3)
except SystemExit as error:
    print(error.code, isinstance(error, Exception))  #> 3 False
try:
    raise SystemExit
except SystemExit as error:
    print(error.code)  #> None
try:
    print("body")
    sys.exit("the reason")
finally:
    print("finally")
#> body
#> finally
#> at exit
# exit: 1
#2> the reason
