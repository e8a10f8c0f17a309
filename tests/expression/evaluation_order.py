# Operands, arguments and dict displays are evaluated left to right.
log = []


def note(value):
    log.append(value)
    return value


def function(*args, **kwargs):
    return args, kwargs


note(1) + note(2) * note(3)
print(log)  #> [1, 2, 3]
log.clear()
print(function(note(1), *[note(2)], key=note(3), **{"other": note(4)}))  #> ((1, 2), {'key': 3, 'other': 4})
print(log)  #> [1, 2, 3, 4]
log.clear()
print({note("k1"): note("v1"), note("k2"): note("v2")})  #> {'k1': 'v1', 'k2': 'v2'}
print(log)  #> ['k1', 'v1', 'k2', 'v2']
log.clear()
[note(1), note(2)][note(0)]
print(log)  #> [1, 2, 0]
log.clear()
note(5) if note(0) else note(6)
print(log)  #> [0, 6]
