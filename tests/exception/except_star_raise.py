# Exceptions raised in except* bodies, and what comes out in the end.
def handle(error, action):
    try:
        try:
            raise error
        except* ValueError:
            action("value")
        except* TypeError:
            action("type")
    except BaseException as result:
        print(repr(result), "| context:", repr(result.__context__))


def new(which):
    raise RuntimeError(which)


def again(which):
    raise


def nothing(which):
    print("handled", which)


both = [ValueError(1), TypeError(2)]
handle(ExceptionGroup("g", both), nothing)
#> handled value
#> handled type
handle(ExceptionGroup("g", both), again)
#> ExceptionGroup('', [ExceptionGroup('g', [ValueError(1)]), ExceptionGroup('g', [TypeError(2)])]) | context: None
handle(ExceptionGroup("g", [ValueError(1)]), new)
#> RuntimeError('value') | context: ExceptionGroup('g', [ValueError(1)])
handle(ExceptionGroup("g", [*both, OSError(3)]), nothing)
#> handled value
#> handled type
#> ExceptionGroup('g', [OSError(3)]) | context: None

for types in ("ExceptionGroup", "5", "(ValueError, int)"):
    try:
        exec(f"try:\n    raise ValueError(1)\nexcept* {types}:\n    pass")
    except TypeError as error:
        print(error)
#> catching ExceptionGroup with except* is not allowed. Use except instead.
#> catching classes that do not inherit from BaseException is not allowed
#> catching classes that do not inherit from BaseException is not allowed
for jump in ("break", "continue", "return 1"):
    try:
        compile(f"def f():\n while 1:\n  try: pass\n  except* A: {jump}", "<test>", "exec")
    except SyntaxError as error:
        print(error.args[0])
#> 'break', 'continue' and 'return' cannot appear in an except* block
#> 'break', 'continue' and 'return' cannot appear in an except* block
#> 'break', 'continue' and 'return' cannot appear in an except* block
