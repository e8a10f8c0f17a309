# str.count: occurrences that do not overlap.
print("banana".count("a"), "banana".count("ana"), "banana".count("x"), "banana".count("banana"))  #> 3 1 0 1
print("aaaa".count("aa"), "aaaaa".count("aa"), "abab".count("ab", 1), "abab".count("ab", 0, 3))  #> 2 2 1 1
print("abc".count(""), "abc".count("", 1), "abc".count("", 1, 2), "abc".count("", 4), "".count(""), "".count("x"))
#> 4 3 2 0 1 0
print("ééé".count("é"), "ééé".count("éé"), "ééé".count(""), "🐍a🐍".count("🐍"))  #> 3 1 4 2
print("a,b,,c".count(","), "a\nb\n".count("\n"), "AaA".count("a"))  #> 3 2 1
print("mississippi".count("ss"), "mississippi".count("s", -4), "mississippi".count("s", 3, -3))  #> 2 0 3
for wrong in (1, None, b"a", ["a"]):
    try:
        print("abc".count(wrong))
    except TypeError as error:
        print(error)
#> count() argument 1 must be str, not int
#> count() argument 1 must be str, not None
#> count() argument 1 must be str, not bytes
#> count() argument 1 must be str, not list
