# re: one line for each construct.
import re


def spans(pattern, text, flags=0):
    print(pattern, [m.span() for m in re.finditer(pattern, text, flags)])


spans(r"a.c", "abc a\nc")  #> a.c [(0, 3)]
spans(r"a.c", "abc a\nc", re.S)  #> a.c [(0, 3), (4, 7)]
spans(r"^\w+$", "one\ntwo", re.M)  #> ^\w+$ [(0, 3), (4, 7)]
spans(r"\bfoo\b", "foo food a foo")  #> \bfoo\b [(0, 3), (11, 14)]
spans(r"(ab)+?c|ab", "ababcab")  #> (ab)+?c|ab [(0, 5), (5, 7)]
spans(r"a{2,3}", "aaaaa a")  #> a{2,3} [(0, 3), (3, 5)]
spans(r"a{2,3}?", "aaaaa")  #> a{2,3}? [(0, 2), (2, 4)]
spans(r"(?<=a)b", "ab cb")  #> (?<=a)b [(1, 2)]
spans(r"(?<!a)b", "ab cb b")  #> (?<!a)b [(4, 5), (6, 7)]
spans(r"a(?=b)", "ab ac")  #> a(?=b) [(0, 1)]
spans(r"a(?!b)", "ab ac")  #> a(?!b) [(3, 4)]
spans(r"(\w)\1", "aabbc")  #> (\w)\1 [(0, 2), (2, 4)]
spans(r"(?P<q>['\"]).*?(?P=q)", "say 'a' and \"b'c\"")  #> (?P<q>['\"]).*?(?P=q) [(4, 7), (12, 17)]
spans(r"(a)?(?(1)b|c)", "ab c b")  #> (a)?(?(1)b|c) [(0, 2), (3, 4)]
spans(r"(?>a+)b", "aaab")  #> (?>a+)b [(0, 4)]
spans(r"a++b|a", "aaab")  #> a++b|a [(0, 4)]
spans(r"(?:a|ab)(?:c|bcd)(?:d*)", "abcd")  #> (?:a|ab)(?:c|bcd)(?:d*) [(0, 4)]
spans(r"(?i:A)b", "ab aB")  #> (?i:A)b [(0, 2)]
spans(r"(?x) a  b # comment", "ab")  #> (?x) a  b # comment [(0, 2)]
spans(r"[^\W\d_]+", "abc_12déf")  #> [^\W\d_]+ [(0, 3), (6, 9)]
spans(r"\d+", "12 ١٢")  #> \d+ [(0, 2), (3, 5)]
spans(r"\d+", "12 ١٢", re.A)  #> \d+ [(0, 2)]
spans(r"(?:a?)*?b", "aab")  #> (?:a?)*?b [(0, 3)]
spans(r"(?:\s?)*?x", "  x")  #> (?:\s?)*?x [(0, 3)]
spans(r"é+", "aéé")  #> é+ [(1, 3)]
spans(r"(?i)straße|ÉTÉ", "STRAßE été")  #> (?i)straße|ÉTÉ [(0, 6), (7, 10)]
spans(r"\AA|z\Z", "Az A")  #> \AA|z\Z [(0, 1)]
spans(r"(a|b)*?c", "abac")  #> (a|b)*?c [(0, 4)]
print(re.match(r"((a)|b)*", "ab").groups(), re.match(r"(a*)*", "aa").groups(), re.match(r"(?:(a)|(b))+", "ab").groups())
#> ('b', 'a') ('',) ('a', 'b')
for bad in ("(", "a**", "[b-a]", "(?P<1>a)", "(?P<a>x)(?P<a>y)", r"\8", "(?<=a+)b", "a{3,2}", "*a", "[a"):
    try:
        re.compile(bad)
    except re.error as error:
        print(bad, "->", error)
#> ( -> missing ), unterminated subpattern at position 0
#> a** -> multiple repeat at position 2
#> [b-a] -> bad character range b-a at position 1
#> (?P<1>a) -> bad character in group name '1' at position 4
#> (?P<a>x)(?P<a>y) -> redefinition of group name 'a' as group 2; was group 1 at position 12
#> \8 -> invalid group reference 8 at position 1
#> (?<=a+)b -> look-behind requires fixed-width pattern
#> a{3,2} -> min repeat greater than max repeat at position 2
#> *a -> nothing to repeat at position 0
#> [a -> unterminated character set at position 0
