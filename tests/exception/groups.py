# Exception groups: making them, splitting them, deriving from them.
group = ExceptionGroup("top", [ValueError(1), ExceptionGroup("inner", [TypeError(2), ValueError(3)])])
print(group, "|", repr(group))
#> top (2 sub-exceptions) | ExceptionGroup('top', [ValueError(1), ExceptionGroup('inner', [TypeError(2), ValueError(3)])])
print(group.message, group.exceptions)
#> top (ValueError(1), ExceptionGroup('inner', [TypeError(2), ValueError(3)]))
print(group.subgroup(ValueError))  #> top (2 sub-exceptions)
print(group.split(TypeError))
#> (ExceptionGroup('top', [ExceptionGroup('inner', [TypeError(2)])]), ExceptionGroup('top', [ValueError(1), ExceptionGroup('inner', [ValueError(3)])]))
print(group.subgroup(lambda e: isinstance(e, ExceptionGroup) and e.message == "inner"))
#> top (1 sub-exception)
print(group.subgroup(KeyError), group.split(Exception))
#> None (ExceptionGroup('top', [ValueError(1), ExceptionGroup('inner', [TypeError(2), ValueError(3)])]), None)

for arguments in ((), ("m",), (1, [ValueError()]), ("m", 5), ("m", []), ("m", [5])):
    try:
        ExceptionGroup(*arguments)
    except Exception as error:
        print(type(error).__name__, error)
#> TypeError BaseExceptionGroup.__new__() takes exactly 2 arguments (0 given)
#> TypeError BaseExceptionGroup.__new__() takes exactly 2 arguments (1 given)
#> TypeError BaseExceptionGroup.__new__() argument 1 must be str, not int
#> TypeError second argument (exceptions) must be a sequence
#> ValueError second argument (exceptions) must be a non-empty sequence
#> ValueError Item 0 of second argument (exceptions) is not an exception
try:
    ExceptionGroup("m", [KeyboardInterrupt()])
except TypeError as error:
    print(error)
#> Cannot nest BaseExceptions in an ExceptionGroup
print(type(BaseExceptionGroup("m", [ValueError()])).__name__, type(BaseExceptionGroup("m", [SystemExit()])).__name__)
#> ExceptionGroup BaseExceptionGroup


class Mine(ExceptionGroup):
    def derive(self, exceptions):
        return Mine(self.message + "!", exceptions)


mine = Mine("mine", [ValueError(), TypeError()])
mine.add_note("a note")
part, rest = mine.split(ValueError)
print(type(part).__name__, part.message, part.__notes__, type(rest).__name__)
#> Mine mine! ['a note'] Mine
