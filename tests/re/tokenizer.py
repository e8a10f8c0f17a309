# re: a tokenizer, a template engine and a log parser, as programs write them.
import re
from collections import Counter

TOKEN = re.compile(r"\s*(?:(?P<number>\d+(?:\.\d+)?)|(?P<name>[A-Za-z_]\w*)|(?P<op>[-+*/=()])|(?P<bad>.))")


def tokens(text):
    return [(m.lastgroup, m.group(m.lastgroup)) for m in TOKEN.finditer(text) if m.lastgroup]


print(tokens("x1 = 3.5*(y + 2)"))
#> [('name', 'x1'), ('op', '='), ('number', '3.5'), ('op', '*'), ('op', '('), ('name', 'y'), ('op', '+'), ('number', '2'), ('op', ')')]
print(tokens("a $ b"))  #> [('name', 'a'), ('bad', '$'), ('name', 'b')]


def fill(template, values):
    return re.sub(r"\{\{\s*(\w+)\s*\}\}", lambda m: str(values.get(m[1], m[0])), template)


print(fill("Dear {{name}}, {{ n }} of {{missing}}", {"name": "Ann", "n": 3}))  #> Dear Ann, 3 of {{missing}}
log = """2024-01-02 ERROR disk full
2024-01-02 INFO ok
2024-01-03 ERROR net down"""
line = re.compile(r"^(?P<day>[\d-]+) (?P<level>[A-Z]+) (?P<text>.*)$", re.M)
print(Counter(m["level"] for m in line.finditer(log)), [m["text"] for m in line.finditer(log) if m["level"] == "ERROR"])
#> Counter({'ERROR': 2, 'INFO': 1}) ['disk full', 'net down']
camel = re.sub(r"(?<!^)(?=[A-Z])", "_", "camelCaseName").lower()
print(camel, re.sub(r"_(\w)", lambda m: m[1].upper(), camel))  #> camel_case_name camelCaseName
print(re.findall(r'"((?:[^"\\]|\\.)*)"', r'say "a \"b\" c" and "d"'), re.findall(r"(\w)(?=\1)", "aabbccd"))
#> ['a \\"b\\" c', 'd'] ['a', 'b', 'c']
print(re.sub(r"(\d)(?=(\d{3})+$)", r"\1,", "1234567"), bool(re.fullmatch(r"(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.\d+){3}", "192.168.1.1")))
#> 1,234,567 True
long = "ab" * 20000
print(len(re.findall("(?:ab)+", long)), len(re.sub("a", "", long)), re.match(r"(?:a|b)*$", long).end())
#> 1 20000 40000
