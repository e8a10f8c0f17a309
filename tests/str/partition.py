# str.partition and rpartition give three parts always.
print("key=value=x".partition("="), "key=value=x".rpartition("="))
#> ('key', '=', 'value=x') ('key=value', '=', 'x')
print("none".partition("="), "none".rpartition("="), "".partition("x"), "=".partition("="))
#> ('none', '', '') ('', '', 'none') ('', '', '') ('', '=', '')
print("aXbXc".partition("X"), "aXXb".partition("XX"), "aXXb".rpartition("X"), "né🐍b".partition("🐍"))
#> ('a', 'X', 'bXc') ('a', 'XX', 'b') ('aX', 'X', 'b') ('né', '🐍', 'b')
head, separator, tail = "host:port".partition(":")
print(head, separator, tail)  #> host : port
for call in ("'a'.partition('')", "'a'.rpartition('')", "'a'.partition(1)", "'a'.rpartition(None)", "'a'.partition()"):
    try:
        print(eval(call))
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
#> ValueError empty separator
#> ValueError empty separator
#> TypeError must be str, not int
#> TypeError must be str, not NoneType
#> TypeError str.partition() takes exactly one argument (0 given)
