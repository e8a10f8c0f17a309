# Tracebacks as objects: frames, lines, and what can be set.
def f():
    g()
def g():
    local = 5
    raise ValueError("g")
try:
    f()
except ValueError as error:
    tb = error.__traceback__
    kept = error
names = []
at = tb
while at is not None:
    names.append((at.tb_frame.f_code.co_name, at.tb_lineno - tb.tb_lineno))
    last = at
    at = at.tb_next
print(names)  #> [('<module>', 0), ('f', -5), ('g', -2)]
print(last.tb_frame.f_locals["local"], last.tb_frame.f_back.f_code.co_name, type(tb).__name__)  #> 5 f traceback
tb.tb_next = None
print(tb.tb_next)  #> None
def attempt(action):
    try:
        action()
    except (TypeError, ValueError, AttributeError) as error:
        print(type(error).__name__ + ":", error)
attempt(lambda: setattr(tb, "tb_next", 1))  #> TypeError: expected traceback object, got 'int'
attempt(lambda: setattr(tb, "tb_next", tb))  #> ValueError: traceback loop detected
attempt(lambda: setattr(tb, "tb_lineno", 1))
#> AttributeError: attribute 'tb_lineno' of 'traceback' objects is not writable
from types import TracebackType
made = TracebackType(None, last.tb_frame, 0, 7)
print(made.tb_lineno, made.tb_next, made.tb_frame is last.tb_frame)  #> 7 None True
other = KeyError("other").with_traceback(tb)
print(other.__traceback__ is tb, kept.with_traceback(None).__traceback__)  #> True None
def again():
    try:
        raise kept
    except ValueError as error:
        first = error.__traceback__
        count = 0
        while first:
            count += 1
            first = first.tb_next
        return count
print(again(), again())  #> 1 2
