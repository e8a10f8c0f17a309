# A JSON encoder and decoder, character by character.
def encode(value):
    pieces = []
    write(value, pieces.append)
    return "".join(pieces)


ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}


def write(value, put):
    if value is None:
        put("null")
    elif value is True:
        put("true")
    elif value is False:
        put("false")
    elif isinstance(value, str):
        put('"' + "".join([ESCAPES.get(character, character) for character in value]) + '"')
    elif isinstance(value, (int, float)):
        put(repr(value))
    elif isinstance(value, list):
        put("[")
        for index, item in enumerate(value):
            if index:
                put(",")
            write(item, put)
        put("]")
    elif isinstance(value, dict):
        put("{")
        for index, (key, item) in enumerate(value.items()):
            if index:
                put(",")
            write(key, put)
            put(":")
            write(item, put)
        put("}")
    else:
        raise TypeError(type(value).__name__)


class Decoder:
    words = {"t": ("true", True), "f": ("false", False), "n": ("null", None)}
    unescaped = {'"': '"', "\\": "\\", "n": "\n", "t": "\t"}

    def __init__(self, text):
        self.text = text
        self.at = 0

    def skip(self):
        while self.text[self.at] in " \n\t":
            self.at += 1

    def value(self):
        self.skip()
        start = self.text[self.at]
        if start == "{":
            return self.dict()
        if start == "[":
            return self.list()
        if start == '"':
            return self.string()
        if start in self.words:
            word, value = self.words[start]
            if not self.text.startswith(word, self.at):
                raise ValueError(f"bad word at {self.at}")
            self.at += len(word)
            return value
        return self.number()

    def list(self):
        items = []
        self.at += 1
        self.skip()
        while self.text[self.at] != "]":
            items.append(self.value())
            self.skip()
            if self.text[self.at] == ",":
                self.at += 1
        self.at += 1
        return items

    def dict(self):
        items = {}
        self.at += 1
        self.skip()
        while self.text[self.at] != "}":
            self.skip()
            key = self.string()
            self.skip()
            self.at += 1
            items[key] = self.value()
            self.skip()
            if self.text[self.at] == ",":
                self.at += 1
        self.at += 1
        return items

    def string(self):
        self.at += 1
        pieces = []
        while True:
            character = self.text[self.at]
            self.at += 1
            if character == '"':
                return "".join(pieces)
            if character == "\\":
                character = self.unescaped[self.text[self.at]]
                self.at += 1
            pieces.append(character)

    def number(self):
        start = self.at
        while self.at < len(self.text) and self.text[self.at] in "+-0123456789.e":
            self.at += 1
        digits = self.text[start : self.at]
        return float(digits) if "." in digits or "e" in digits else int(digits)


def record(number):
    return {
        "id": number,
        "name": f'item "{number}"\n',
        "price": number * 1.25,
        "tags": ["red", "tall\\wide", None, number % 2 == 0],
        "inner": {"list": list(range(number % 7)), "empty": {}, "none": []},
    }


data = [record(number) for number in range(1500)]
total = 0
for _ in range(3):
    text = encode(data)
    total += len(text)
    assert Decoder(text).value() == data
print(total)
