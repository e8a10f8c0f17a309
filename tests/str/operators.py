# Adding, multiplying, comparing and searching strings.
print("ab" + "cd", "ab" * 3, 2 * "é", "ab" * 0 == "", "ab" * -1 == "", "x" * True)  #> abcd ababab éé True True x
print("a" < "b", "a" < "B", "abc" < "abd", "" < "a", "é" > "z", "中" < "🐍", "a" <= "a", "b" >= "a", "a" != "b")
#> True False True True True True True True True
print("\ud800" < "\ue000", "\U00010000" > "\uffff", "ab" == "ab", "a" == b"a", "a" == 97, "a" != None)
#> True True True False False True
print(sorted(["b", "a", "C", "é", "z", "10", "9"]), max("hello"), min("hello"))
#> ['10', '9', 'C', 'a', 'b', 'z', 'é'] o e
s = "a"
s += "b"
s *= 3
print(s, "b" in s, "bb" in s, "" in s, "x" not in s)  #> ababab True False True True
for call in ("'a' + 1", "1 + 'a'", "'a' + b'b'", "'a' * 'b'", "'a' * 1.5", "'a' - 'b'", "'a' < 1", "'a' > None", "-'a'", "1 in 'a'", "'a' * 10**30", "'a' @ 'b'"):
    try:
        print(eval(call))
    except (TypeError, OverflowError) as error:
        print(type(error).__name__, error)
#> TypeError can only concatenate str (not "int") to str
#> TypeError unsupported operand type(s) for +: 'int' and 'str'
#> TypeError can only concatenate str (not "bytes") to str
#> TypeError can't multiply sequence by non-int of type 'str'
#> TypeError can't multiply sequence by non-int of type 'float'
#> TypeError unsupported operand type(s) for -: 'str' and 'str'
#> TypeError '<' not supported between instances of 'str' and 'int'
#> TypeError '>' not supported between instances of 'str' and 'NoneType'
#> TypeError bad operand type for unary -: 'str'
#> TypeError 'in <string>' requires string as left operand, not int
#> OverflowError cannot fit 'int' into an index-sized integer
#> TypeError unsupported operand type(s) for @: 'str' and 'str'


def repeated(n):
    text = ""
    for i in range(n):
        text += str(i % 10)
    return text


print(len(repeated(20000)), repeated(12))  #> 20000 012345678901
first = "a" + str(1)
second = first
first += "b"
print(first, second, {first: 1, second: 2})  #> a1b a1 {'a1b': 1, 'a1': 2}
