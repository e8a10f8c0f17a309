# except*: each clause gets its part of the group; what nobody wants goes on.
def handle(error):
    try:
        try:
            raise error
        except* ValueError as group:
            print("values", repr(group))
        except* (TypeError, KeyError) as group:
            print("types", repr(group))
        else:
            print("else")
        finally:
            print("finally")
    except BaseException as left:
        print("left", repr(left))


handle(ValueError(1))
#> values ExceptionGroup('', (ValueError(1),))
#> finally
handle(ExceptionGroup("g", [ValueError(1), TypeError(2)]))
#> values ExceptionGroup('g', [ValueError(1)])
#> types ExceptionGroup('g', [TypeError(2)])
#> finally
handle(ExceptionGroup("g", [ValueError(1), ExceptionGroup("h", [KeyError(2), OSError(3)])]))
#> values ExceptionGroup('g', [ValueError(1)])
#> types ExceptionGroup('g', [ExceptionGroup('h', [KeyError(2)])])
#> finally
#> left ExceptionGroup('g', [ExceptionGroup('h', [OSError(3)])])
handle(OSError("alone"))
#> finally
#> left OSError('alone')
handle(BaseExceptionGroup("b", [KeyboardInterrupt(), ValueError(4)]))
#> values ExceptionGroup('b', [ValueError(4)])
#> finally
#> left BaseExceptionGroup('b', [KeyboardInterrupt()])
