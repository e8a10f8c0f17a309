# Short texts stand in the object, long ones beside it: both ways agree at the border.
for size in (0, 1, 3, 4, 7, 8, 15, 16, 29, 30, 31, 32, 64):
    text = "".join(chr(97 + place % 26) for place in range(size))
    assert len(text) == size and text == text[:size] and text + "" == text
    assert text[::-1][::-1] == text and text.upper().lower() == text
    assert [*text] == [text[place] for place in range(size)]
    assert (text + "é")[:-1] == text and len(text + "é") == size + 1
    assert text.replace("a", "") == "".join(c for c in text if c != "a")
    assert text.replace("a", "éé", 1).count("é") == (2 if size else 0)
    assert "-".join([text, text]) == f"{text}-{text}" == text + "-" + text
    assert text * 3 == text + text + text and f"{text:>70}".strip() == text
    assert {text: 1}[text[: size // 2] + text[size // 2 :]] == 1
    grown = ""
    for character in text:
        grown += character
    assert grown == text and hash(grown) == hash(text)
print("aé".replace("é", "b"), "éa".replace("a", "é"))  #> ab éé
print("a,b,,c".split(","), "a,b,,c".split(",", 1))  #> ['a', 'b', '', 'c'] ['a', 'b,,c']
print(" a  b ".split(), " a  b ".split(None, 1))  #> ['a', 'b'] ['a', 'b ']
print("x--y--z".split("--"), "xaxbx".strip("x"), "éxé".strip("xé"), "éxé".strip("x"))  #> ['x', 'y', 'z'] axb  éxé
print("hello wORLD 2x".title(), "hELLO".capitalize(), "aB1".swapcase())  #> Hello World 2X Hello Ab1
print("abcabc".find("ca"), "abcabc".find("cab"), "ab".find("abc"), "aab".find("ab"))  #> 2 2 -1 1
print("1\n2\r\n3\x0b4".splitlines())  #> ['1', '2', '3', '4']
