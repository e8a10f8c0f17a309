# An exception refers to its arguments, its cause and its context.
payload = ["payload"]
try:
    try:
        raise KeyError(payload)
    except KeyError as inner:
        cause = inner
        raise ValueError("outer") from inner
except ValueError as outer:
    caught = outer
    held = outer.__cause__.args[0]
print(caught, held)  #> outer ['payload']

# shared: payload, held, cause.args[0]
# shared: cause, caught.__cause__
