# json: values to text.
import json
from collections import OrderedDict

print(json.dumps([1, 2.5, None, True, "a\"b\\c\n", {"k": [], "é": {}}]))
#> [1, 2.5, null, true, "a\"b\\c\n", {"k": [], "\u00e9": {}}]
print(json.dumps({"b": 1, "a": (2, 3), 1: "int", 2.5: "float", None: 0, False: 1}))
#> {"b": 1, "a": [2, 3], "1": "int", "2.5": "float", "null": 0, "false": 1}
print(json.dumps({"b": 1, "a": 2}, sort_keys=True), json.dumps("é☃😀"), json.dumps("é☃😀", ensure_ascii=False))
#> {"a": 2, "b": 1} "\u00e9\u2603\ud83d\ude00" "é☃😀"
print(json.dumps([1, {"a": 2}], separators=(",", ":")), json.dumps([float("inf"), -float("inf"), float("nan")]))
#> [1,{"a":2}] [Infinity, -Infinity, NaN]
print(json.dumps({"list": [1, [2, {}], []], "d": {"x": 1}}, indent=2))
#> {
#>   "list": [
#>     1,
#>     [
#>       2,
#>       {}
#>     ],
#>     []
#>   ],
#>   "d": {
#>     "x": 1
#>   }
#> }
print(json.dumps([1, {"a": 2}], indent="--"))
#> [
#> --1,
#> --{
#> ----"a": 2
#> --}
#> ]
print(json.dumps(10**30), json.dumps(1e100), json.dumps(-0.0), json.dumps("\x00\x1f\x7f"), json.dumps("\ud800"))
#> 1000000000000000000000000000000 1e+100 -0.0 "\u0000\u001f\u007f" "\ud800"
print(json.dumps({(1, 2): 3, "kept": 1}, skipkeys=True), json.dumps(OrderedDict(z=1, a=2)))
#> {"kept": 1} {"z": 1, "a": 2}


class Point:
    def __init__(self, x):
        self.x = x


print(json.dumps([Point(1)], default=lambda p: {"x": p.x}))  #> [{"x": 1}]


class Encoder(json.JSONEncoder):
    def default(self, o):
        return sorted(o) if isinstance(o, set) else super().default(o)


print(json.dumps({"set": {3, 1}}, cls=Encoder))  #> {"set": [1, 3]}


def attempt(call):
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__ + ":", error)


loop = []
loop.append(loop)
attempt(lambda: json.dumps(loop))  #> ValueError: Circular reference detected
attempt(lambda: json.dumps(Point(1)))  #> TypeError: Object of type Point is not JSON serializable
attempt(lambda: json.dumps({(1,): 2}))  #> TypeError: keys must be str, int, float, bool or None, not tuple
attempt(lambda: json.dumps(float("nan"), allow_nan=False))
#> ValueError: Out of range float values are not JSON compliant: nan
attempt(lambda: json.dumps({1, 2}))  #> TypeError: Object of type set is not JSON serializable
