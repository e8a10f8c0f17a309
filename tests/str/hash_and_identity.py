# Hashes of strings are CPython's under PYTHONHASHSEED=0; equal strings of one character are one object.
print(hash(""), hash("a") == hash("a"), hash("ab") == hash("a" + "b"), hash("é") == hash("e\u0301"), hash("a") == hash(b"a"))
#> 0 True True False True
print({"a": 1, "b": 2, "a": 3}, len({"x", "X", "x"}), {"é": 1}["é"])  #> {'a': 3, 'b': 2} 2 1
x, a, s = "xbx", "a", "abc"
print(s[1] is x[1], chr(97) is a, "a" in "abc", x[0:1] is x[2:], "x"[0:0] == "")  #> True True True True True
s = "".join(["he", "llo"])
print(s == "hello", s in {"hello"}, {s: 1}.get("hello"))  #> True True 1
import sys
print(sys.intern(s) is sys.intern("hello"), sys.intern("new one") == "new one")  #> True True
try:
    sys.intern(5)
except TypeError as error:
    print(error)
#> intern() argument must be str, not int
