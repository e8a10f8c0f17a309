# A program can import itself as __main__, and gets the running module.
import sys

value = 42
import __main__

print(__main__.value)
__main__.value = 43
print(value)
print(sys.modules["__main__"] is __main__)
#> 42
#> 43
#> True
