# What a program's own module knows of itself.
import sys

print(__name__)
print(__file__.rpartition("/")[2])
print(__doc__)
print(__package__, __spec__)
print(sys.modules["__main__"].__dict__ is globals())
print(sys.argv[1:])
print(sys.path[0] == __file__.rpartition("/")[0])
print(type(__builtins__).__name__)
print(__annotations__ if "__annotations__" in globals() else {})
if __name__ == "__main__":
    print("run as a program")
#> __main__
#> names_of_main.py
#> None
#> None None
#> True
#> []
#> True
#> module
#> {}
#> run as a program
