"""Writes src/unicode/table.rs: what CPython 3.13 knows of each character (Unicode 15.1).

Run it with the reference interpreter: python3.13 crates/text/unicode_tables.py
"""
import pathlib
import unicodedata as u

CATEGORIES = "Cn Cc Cf Co Cs Ll Lm Lo Lt Lu Mc Me Mn Nd Nl No Pc Pd Pe Pf Pi Po Ps Sc Sk Sm So Zl Zp Zs".split()
BIDI = ["", *"AL AN B BN CS EN ES ET FSI L LRE LRI LRO NSM ON PDF PDI R RLE RLI RLO S WS".split()]
WIDTHS = "N A F H Na W".split()
TAGS = ["", *"circle compat final font fraction initial isolated medial narrow noBreak small square sub super "
        "vertical wide".split()]


def record(c):
    case_ignorable = ("A" + c + "Σ").lower()[-1] == "ς" and (c + "Σ").lower()[-1] == "σ"
    flags = [
        u.mirrored(c) == 1, c.isnumeric(), c.isprintable(), c.islower(), c.isupper(), c.istitle(),
        ("a" + c).isidentifier(), c.isidentifier(), case_ignorable, c.isspace(),
    ]
    bits = sum(flag << place for place, flag in enumerate(flags))
    return (CATEGORIES.index(u.category(c)), BIDI.index(u.bidirectional(c)), u.combining(c),
            WIDTHS.index(u.east_asian_width(c)), u.decimal(c, -1), u.digit(c, -1), bits)


def table(name, kind, items):
    lines, line = [], "   "
    for item in items:
        if len(line) + len(item) > 116:
            lines.append(line)
            line = "   "
        line += " " + item + ","
    body = "\n".join([*lines, line])
    return f"#[rustfmt::skip]\npub(super) static {name}: &[{kind}] = &[\n{body}\n];\n"


def main():
    records, runs, last = {}, [], None
    numeric, decompositions, parts, titles, folds = [], [], [], [], []
    for code in range(0x110000):
        c = chr(code)
        place = records.setdefault(record(c), len(records))
        if place != last:
            runs.append(f"({code:#x}, {place})")
        last = place
        value = u.numeric(c, None)
        if value is not None and u.digit(c, None) is None:
            numeric.append(f"({code:#x}, {value!r})")
        if text := u.decomposition(c):
            words = text.split()
            tag = TAGS.index(words.pop(0).strip("<>")) if words[0][0] == "<" else 0
            whole = "".join(chr(int(w, 16)) for w in words)
            composes = not tag and len(words) == 2 and u.normalize("NFC", whole) == c
            decompositions.append(f"({code:#x}, {len(parts)}, {len(words)}, {tag}, {str(composes).lower()})")
            parts += [f"0x{w.lower().lstrip('0')}" for w in words]
        if c.title() != c.upper():
            titles.append(f"({code:#x}, {quoted(c.title())})")
        if c.casefold() != c.lower():
            folds.append(f"({code:#x}, {quoted(c.casefold())})")
    shown = ["({}, {}, {}, {}, {}, {}, {:#x})".format(*r) for r in records]
    names = lambda items: [f'"{item}"' for item in items]
    source = [
        "//! Facts about characters, written by `unicode_tables.py` from CPython 3.13's `unicodedata`.\n//!\n"
        f"//! Unicode {u.unidata_version}; the data is the Unicode Consortium's (Unicode-3.0).\n",
        f'pub(super) const VERSION: &str = "{u.unidata_version}";\n',
        table("CATEGORIES", "&str", names(CATEGORIES)), table("BIDI", "&str", names(BIDI)),
        table("WIDTHS", "&str", names(WIDTHS)), table("TAGS", "&str", names(TAGS)),
        "/// Category, bidirectional class, combining class, width, decimal, digit, flags.\n"
        + table("RECORDS", "(u8, u8, u8, u8, i8, i8, u16)", shown),
        "/// From this character on, up to the next entry: which record.\n" + table("RUNS", "(u32, u16)", runs),
        "/// Values of the numeric characters that are no digits.\n" + table("NUMERIC", "(u32, f64)", numeric),
        "/// Character, place in `PARTS`, how many there, tag, and does composing give it back?\n"
        + table("DECOMPOSITIONS", "(u32, u16, u8, u8, bool)", decompositions),
        table("PARTS", "u32", parts),
        "/// Titles that differ from the upper case.\n" + table("TITLES", "(u32, &str)", titles),
        "/// Folded forms that differ from the lower case.\n" + table("FOLDS", "(u32, &str)", folds),
    ]
    path = pathlib.Path(__file__).parent / "src" / "unicode" / "table.rs"
    path.write_text("\n".join(source))


def quoted(text):
    return '"' + "".join(f"\\u{{{ord(c):x}}}" for c in text) + '"'


main()
