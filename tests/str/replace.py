# str.replace with and without a count; an empty part stands between all characters.
print("banana".replace("a", "o"), "banana".replace("a", "o", 2), "banana".replace("an", ""), "banana".replace("x", "y"))
#> bonono bonona ba banana
print("aaa".replace("a", "aa"), "aaa".replace("aa", "b"), "abc".replace("", "-"), "abc".replace("", "-", 2), "".replace("", "x"))
#> aaaaaa ba -a-b-c- -a-bc x
print("abc".replace("b", "b" * 5), "a.b.c".replace(".", "::", count=1), "é🐍é".replace("é", "e"), "é".replace("", "."))
#> abbbbbc a::b.c e🐍e .é.
print("aaa".replace("a", "b", 0), "aaa".replace("a", "b", -1), "aaa".replace("a", "b", 100), "x".replace("", "", 5))
#> aaa bbb bbb x
same = "nothing to do"
print(same.replace("z", "y") is same, same.replace("o", "0"))  #> True n0thing t0 d0
for call in ("'a'.replace('a')", "'a'.replace(1, 'a')", "'a'.replace('a', 1)", "'a'.replace('a', 'b', 'c')", "'a'.replace('a', 'b', 1.5)"):
    try:
        print(eval(call))
    except TypeError as error:
        print(error)
#> replace() takes at least 2 positional arguments (1 given)
#> replace() argument 1 must be str, not int
#> replace() argument 2 must be str, not int
#> 'str' object cannot be interpreted as an integer
#> 'float' object cannot be interpreted as an integer
