# str.translate and the tables that str.maketrans makes.
table = str.maketrans("abc", "xyz")
print(table, "aabbcc!".translate(table))  #> {97: 120, 98: 121, 99: 122} xxyyzz!
print(str.maketrans({"a": "1", 98: None, "c": 100, "d": "long"}))  #> {97: '1', 98: None, 99: 100, 100: 'long'}
print("abcd".translate({97: "1", 98: None, 99: 100, 100: "long"}), "abc".translate(str.maketrans("", "", "b")))
#> 1dlong ac
print(str.maketrans("a", "b", "cd"), "acad".translate(str.maketrans("a", "b", "cd")), "é🐍".translate({233: "e", 0x1f50d: 1}))
#> {97: 98, 99: None, 100: None} bb e🐍
print("hello".translate({}), "abc".translate("x" * 97 + "ABC"), "abc".translate(["?"] * 98))  #> hello ABC ?bc


class Shift:
    def __getitem__(self, code):
        if code == ord("z"):
            raise LookupError
        return code + 1


print("HAL z".translate(Shift()))  #> IBM!z
for call in (
    "'a'.translate(1)", "'a'.translate({97: 1.5})", "'a'.translate({97: 0x110000})", "str.maketrans(1)", "str.maketrans({'ab': 1})",
    "str.maketrans({1.5: 1})", "str.maketrans('ab', 'c')", "str.maketrans('a', 1)", "str.maketrans(1, 'a')", "str.maketrans('a', 'b', 3)",
):
    try:
        print(eval(call))
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
#> TypeError 'int' object is not subscriptable
#> TypeError character mapping must return integer, None or str
#> ValueError character mapping must be in range(0x110000)
#> TypeError if you give only one argument to maketrans it must be a dict
#> ValueError string keys in translate table must be of length 1
#> TypeError keys in translate table must be strings or integers
#> ValueError the first two maketrans arguments must have equal length
#> TypeError maketrans() argument 2 must be str, not int
#> TypeError first maketrans argument must be a string if there is a second argument
#> TypeError maketrans() argument 3 must be str, not int
