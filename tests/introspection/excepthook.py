# sys.excepthook gets what nobody caught; the status is still 1.
import sys
def hook(kind, value, traceback):
    print("hook", kind.__name__, value, traceback.tb_frame.f_code.co_name)
sys.excepthook = hook
print(sys.__excepthook__ is not hook)  #> True
raise ValueError("uncaught")
#> hook ValueError uncaught <module>
# exit: 1
