# A name that a module has not bound yet cannot be imported from it.
import sys
sys.path.insert(0, "data")
try:
    import circle_a
except ImportError as error:
    print(str(error).split(" (most")[0])
    print("most likely due to a circular import" in str(error))
#> cannot import name 'value' from partially initialized module 'circle_a'
#> True
print("circle_a" in sys.modules, "circle_b" in sys.modules)  #> False False
for _ in range(2):
    try:
        import broken
    except ZeroDivisionError as error:
        print("failed:", error, "broken" in sys.modules)
#> running broken
#> failed: division by zero False
#> running broken
#> failed: division by zero False
sys.modules["blocked"] = None
try:
    import blocked
except ImportError as error:
    print(type(error).__name__, error)  #> ModuleNotFoundError import of blocked halted; None in sys.modules
class Fake:
    attribute = 5
sys.modules["fake"] = Fake
import fake
from fake import attribute
print(fake is Fake, attribute)  #> True 5
try:
    from fake import other
except ImportError as error:
    print(error)  #> cannot import name 'other' from 'Fake' (unknown location)
del sys.modules["fake"]
try:
    import fake
except ModuleNotFoundError as error:
    print(error)  #> No module named 'fake'
