# json: text to values, and what is said of text that is not JSON.
import io
import json
from decimal import Decimal

print(json.loads('[1, -2.5e3, null, true, false, "a\\u00e9\\n\\ud83d\\ude00", {"k": [], "d": {}}]'))
#> [1, -2500.0, None, True, False, 'aé\n😀', {'k': [], 'd': {}}]
print(json.loads(' {"a" : 1 , "a" : 2} '), ascii(json.loads('"\\"\\\\\\/\\b\\f\\r\\t"')), json.loads("[]"), json.loads("{}"))
#> {'a': 2} '"\\/\x08\x0c\r\t' [] {}
print(json.loads(b'{"bytes": 1}'), json.loads("[NaN, Infinity, -Infinity]"), json.loads("123456789012345678901234567890"))
#> {'bytes': 1} [nan, inf, -inf] 123456789012345678901234567890
print(json.loads('{"a": 1.1}', parse_float=Decimal), json.loads("[1]", parse_int=float))
#> {'a': Decimal('1.1')} [1.0]
print(json.loads('{"a": {"b": 1}}', object_hook=lambda d: sorted(d)))  #> ['a']
print(json.loads('{"a": 1, "b": 2}', object_pairs_hook=lambda pairs: pairs))  #> [('a', 1), ('b', 2)]
print(json.load(io.StringIO("[1, 2]")), json.JSONDecoder().raw_decode("[1] rest"))  #> [1, 2] ([1], 3)
again = json.loads('[{"key": 1}, {"key": 2}]')
print([list(d)[0] for d in again])  #> ['key', 'key']
for bad in ("", "[1,", "[1 2]", '{"a" 1}', '{"a": 1,}', "[1,]", "{a: 1}", '"abc', '"\\x"', '"\\u12"', "tru", "[1] x", "nan", "01", '"\t"', "\ufeff[]", '{"a":'):
    try:
        print(json.loads(bad))
    except json.JSONDecodeError as error:
        print(repr(bad), "->", error, error.pos)
#> '' -> Expecting value: line 1 column 1 (char 0) 0
#> '[1,' -> Expecting value: line 1 column 4 (char 3) 3
#> '[1 2]' -> Expecting ',' delimiter: line 1 column 4 (char 3) 3
#> '{"a" 1}' -> Expecting ':' delimiter: line 1 column 6 (char 5) 5
#> '{"a": 1,}' -> Illegal trailing comma before end of object: line 1 column 8 (char 7) 7
#> '[1,]' -> Illegal trailing comma before end of array: line 1 column 3 (char 2) 2
#> '{a: 1}' -> Expecting property name enclosed in double quotes: line 1 column 2 (char 1) 1
#> '"abc' -> Unterminated string starting at: line 1 column 1 (char 0) 0
#> '"\\x"' -> Invalid \escape: line 1 column 2 (char 1) 1
#> '"\\u12"' -> Invalid \uXXXX escape: line 1 column 3 (char 2) 2
#> 'tru' -> Expecting value: line 1 column 1 (char 0) 0
#> '[1] x' -> Extra data: line 1 column 5 (char 4) 4
#> 'nan' -> Expecting value: line 1 column 1 (char 0) 0
#> '01' -> Extra data: line 1 column 2 (char 1) 1
#> '"\t"' -> Invalid control character at: line 1 column 2 (char 1) 1
#> '\ufeff[]' -> Unexpected UTF-8 BOM (decode using utf-8-sig): line 1 column 1 (char 0) 0
#> '{"a":' -> Expecting value: line 1 column 6 (char 5) 5
text = json.dumps({"n": [1, 2.5, "x", None]})
print(json.loads(text) == {"n": [1, 2.5, "x", None]})  #> True
try:
    json.loads(5)
except TypeError as error:
    print(error)
#> the JSON object must be str, bytes or bytearray, not int
