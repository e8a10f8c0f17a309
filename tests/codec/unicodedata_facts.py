# unicodedata: Unicode 15.1's facts of characters.
import unicodedata as u
for c in ("a", "É", "5", "²", "½", "٣", "中", "🐍", " ", "\u0301", "(", "\u05d0", "_", "\n", "\u0378", "ǅ", "€"):
    print(ascii(c), u.category(c), u.bidirectional(c), u.combining(c), u.east_asian_width(c), u.mirrored(c), u.decimal(c, None), u.digit(c, None), u.numeric(c, None))
#> 'a' Ll L 0 Na 0 None None None
#> '\xc9' Lu L 0 N 0 None None None
#> '5' Nd EN 0 Na 0 5 5 5.0
#> '\xb2' No EN 0 A 0 None 2 2.0
#> '\xbd' No ON 0 A 0 None None 0.5
#> '\u0663' Nd AN 0 N 0 3 3 3.0
#> '\u4e2d' Lo L 0 W 0 None None None
#> '\U0001f40d' So ON 0 W 0 None None None
#> ' ' Zs WS 0 Na 0 None None None
#> '\u0301' Mn NSM 230 A 0 None None None
#> '(' Ps ON 0 Na 1 None None None
#> '\u05d0' Lo R 0 N 0 None None None
#> '_' Pc ON 0 Na 0 None None None
#> '\n' Cc B 0 N 0 None None None
#> '\u0378' Cn  0 N 0 None None None
#> '\u01c5' Lt L 0 N 0 None None None
#> '\u20ac' Sc ET 0 A 0 None None None
print(u.name("é"), u.name("🐍"), u.name("中"), u.name("한"), u.name("\n", "none"), u.lookup("SNAKE"), u.lookup("latin small letter e with acute"), ascii("\N{EM DASH}"))
#> LATIN SMALL LETTER E WITH ACUTE SNAKE CJK UNIFIED IDEOGRAPH-4E2D HANGUL SYLLABLE HAN none 🐍 é '\u2014'
print(u.decomposition("é"), u.decomposition("½"), u.decomposition("a") == "", u.unidata_version)
#> 0065 0301 <fraction> 0031 2044 0032 True 15.1.0
print([ascii(u.normalize(form, "é ﬁ ² 한")) for form in ("NFC", "NFD", "NFKC", "NFKD")], u.normalize("NFC", "e\u0301") == "é", u.is_normalized("NFC", "é"), u.is_normalized("NFD", "é"))
#> ["'\\xe9 \\ufb01 \\xb2 \\ud55c'", "'e\\u0301 \\ufb01 \\xb2 \\u1112\\u1161\\u11ab'", "'\\xe9 fi 2 \\ud55c'", "'e\\u0301 fi 2 \\u1112\\u1161\\u11ab'"] True True False
print(ascii(u.normalize("NFD", "ạ̇")), ascii(u.normalize("NFC", "q\u0307\u0323")), u.normalize("NFKC", "①Ⅷ") == "1VIII", u.normalize("NFC", "plain") == "plain")
#> 'a\u0323\u0307' 'q\u0323\u0307' True True
for call in ("u.name('\\n')", "u.lookup('nope')", "u.decimal('a')", "u.digit('a')", "u.numeric('a')", "u.category('ab')", "u.category(1)", "u.normalize('NFX', 'a')", "u.normalize('NFC', 1)"):
    try:
        print(eval(call))
    except (ValueError, KeyError, TypeError) as error:
        print(type(error).__name__, error)
#> ValueError no such name
#> KeyError "undefined character name 'nope'"
#> ValueError not a decimal
#> ValueError not a digit
#> ValueError not a numeric character
#> TypeError category() argument must be a unicode character, not str
#> TypeError category() argument must be a unicode character, not int
#> ValueError invalid normalization form
#> TypeError normalize() argument 2 must be str, not int
