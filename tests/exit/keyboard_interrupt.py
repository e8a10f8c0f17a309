# KeyboardInterrupt is no Exception: a program catches it by its own name.
try:
    try:
        raise KeyboardInterrupt
    except Exception:
        print("not here")
except KeyboardInterrupt as error:
    print(repr(error), isinstance(error, Exception))
try:
    raise KeyboardInterrupt("stop")
except BaseException as error:
    print(error.args)
#> KeyboardInterrupt() False
#> ('stop',)
