# startswith, endswith, removeprefix, removesuffix.
name = "report.final.txt"
print(name.startswith("rep"), name.startswith("final"), name.startswith("final", 7), name.startswith(""))
#> True False True True
print(name.endswith(".txt"), name.endswith(("doc", "txt")), name.endswith(()), name.endswith("final", 0, 12))
#> True True False True
print("abc".startswith("", 3), "abc".startswith("", 4), "abc".endswith("", 4), "abc".startswith("bc", -2))
#> True False False True
print(name.removeprefix("report."), name.removesuffix(".txt"), name.removeprefix("x"), name.removesuffix(""))
#> final.txt report.final report.final.txt report.final.txt
print("aaa".removeprefix("a"), "aaa".removesuffix("a"), "".removeprefix("a"), "ab".removeprefix("ab") == "")
#> aa aa  True
print("éa".startswith("é"), "aé".endswith("é"), "ée".removesuffix("e"))  #> True True é
for call in (
    "'a'.startswith(1)", "'a'.startswith(['a'])", "'a'.startswith(('b', 1))", "'a'.startswith(('a', 1))",
    "'a'.endswith(None)", "'a'.removeprefix(1)", "'a'.removesuffix(('a',))", "'a'.startswith()",
):
    try:
        print(call, eval(call))
    except TypeError as error:
        print(error)
#> startswith first arg must be str or a tuple of str, not int
#> startswith first arg must be str or a tuple of str, not list
#> tuple for startswith must only contain str, not int
#> 'a'.startswith(('a', 1)) True
#> endswith first arg must be str or a tuple of str, not NoneType
#> removeprefix() argument must be str, not int
#> removesuffix() argument must be str, not tuple
#> startswith expected at least 1 argument, got 0
