# `except … as error` unbinds its name at the end; keep the exception under another one.
kept = None
try:
    [].pop()
except IndexError as error:
    kept = error
    print(kept is error)  #> True

try:
    error
except NameError as problem:
    print(problem)  #> name 'error' is not defined
print(kept)  #> pop from empty list
