# An exception in __del__ goes to sys.unraisablehook.
import sys
class C:
    def __del__(self):
        raise ValueError("in del")
def hook(info):
    print(info.exc_type.__name__, info.exc_value, info.err_msg, info.object.__qualname__)
sys.unraisablehook = hook
C()  #> ValueError in del None C.__del__
x = C()
x = None  #> ValueError in del None C.__del__
sys.unraisablehook = sys.__unraisablehook__
print("went on")  #> went on
import atexit
@atexit.register
def last():
    print("last")
atexit.register(print, "first", "of all", sep="-")
#> first-of all
#> last
