# re: flags, names of groups, compiled patterns kept.
import re

print(re.I | re.M, re.RegexFlag.ASCII, re.compile("a", re.I).flags, re.compile("(?im)a").flags)
#> re.IGNORECASE|re.MULTILINE re.ASCII 34 42
print(re.compile("a") is re.compile("a"), re.compile(re.compile("b")) is re.compile("b"))  #> True True
print(re.findall("(?s:.)x|^b", "\nx\nb", re.M), re.search("(?a:\\w)", "é"), re.search("\\w", "é"))
#> ['\nx', 'b'] None <re.Match object; span=(0, 1), match='é'>
verbose = re.compile(
    r"""
    (?P<year>\d{4}) - (?P<month>\d\d)   # a month
    """,
    re.VERBOSE,
)
m = verbose.search("on 2024-05.")
print(m.groupdict(), m.group("year", "month"), m.start("month"), verbose.groupindex["month"])
#> {'year': '2024', 'month': '05'} ('2024', '05') 8 2
print([m.lastgroup for m in re.finditer(r"(?P<word>[a-z]+)|(?P<number>\d+)", "ab 12 c")])
#> ['word', 'number', 'word']
print(re.sub(r"(?P<a>\w)(?P<b>\w)", r"\g<b>\g<a>", "abcd"), re.fullmatch(r"[\w.]+@\w+\.\w+", "me@site.org") is not None)
#> badc True
print(re.split(r"\s+", "  a b  "), re.findall(r"[^,]+", "a,b,,c"), re.match("", "x").span(), re.search("$", "ab\n").span())
#> ['', 'a', 'b', ''] ['a', 'b', 'c'] (0, 0) (2, 2)
try:
    re.compile(re.compile("a"), re.I)
except ValueError as error:
    print(error)
#> cannot process flags argument with a compiled pattern
try:
    re.compile(5)
except TypeError as error:
    print(error)
#> first argument must be string or compiled pattern
