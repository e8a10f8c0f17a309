//! CPython's tokenizer as far as errors go: which of its errors a source has first, and the tokens before it.
//!
//! Used only where a source does not parse, to say why in CPython's words.

use crate::ErrorKind;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TokenKind {
    Name,
    Number,
    String,
    Operator,
    Newline,
    Indent,
    Dedent,
    End,
}

/// A token by its place in the source, in bytes.
#[derive(Clone, Copy, Debug)]
pub struct Token {
    pub kind: TokenKind,
    pub start: usize,
    pub end: usize,
    /// How many brackets are open after it.
    pub level: usize,
}

/// An error of the tokenizer: from `start` to `end`, or to nowhere.
#[derive(Clone, Debug)]
pub struct TokenError {
    pub kind: ErrorKind,
    pub message: String,
    pub start: usize,
    pub end: Option<usize>,
}

#[derive(Default)]
pub struct Tokens {
    pub all: Vec<Token>,
    pub error: Option<TokenError>,
    /// Brackets that are open at the end, outermost first, by their places.
    pub open: Vec<usize>,
}

pub fn tokenize(source: &str) -> Tokens {
    let mut lexer = Lexer { source, bytes: source.as_bytes(), at: 0, indents: vec![(0, 0)], tokens: Tokens::default() };
    if let Err(error) = lexer.run() {
        lexer.tokens.error = Some(error);
    }
    lexer.tokens
}

struct Lexer<'s> {
    source: &'s str,
    bytes: &'s [u8],
    at: usize,
    /// Columns with tabs of eight, and with tabs of one.
    indents: Vec<(usize, usize)>,
    tokens: Tokens,
}

type Step<T = ()> = Result<T, TokenError>;

impl Lexer<'_> {
    fn run(&mut self) -> Step {
        let mut line_begins = true;
        loop {
            if line_begins && self.tokens.open.is_empty() {
                if !self.indentation()? {
                    break;
                }
                line_begins = false;
            }
            self.blanks();
            let Some(&byte) = self.bytes.get(self.at) else { break };
            match byte {
                b'\n' => {
                    if self.tokens.open.is_empty() {
                        self.push(TokenKind::Newline, self.at, self.at + 1);
                        line_begins = true;
                    }
                    self.at += 1;
                }
                b'#' => self.skip_line(),
                b'\\' => self.continuation()?,
                _ => self.token(byte)?,
            }
        }
        if self.tokens.all.last().is_some_and(|t| t.kind != TokenKind::Newline) && self.tokens.open.is_empty() {
            self.push(TokenKind::Newline, self.at, self.at + 1);
        }
        self.push(TokenKind::End, self.at, self.at);
        Ok(())
    }

    fn push(&mut self, kind: TokenKind, start: usize, end: usize) {
        let level = self.tokens.open.len();
        self.tokens.all.push(Token { kind, start, end, level });
    }

    fn fail<T>(&self, message: impl Into<String>, start: usize, end: Option<usize>) -> Step<T> {
        Err(TokenError { kind: ErrorKind::Syntax, message: message.into(), start, end })
    }

    fn blanks(&mut self) {
        while matches!(self.bytes.get(self.at), Some(b' ' | b'\t' | b'\x0c')) {
            self.at += 1;
        }
    }

    fn skip_line(&mut self) {
        while self.bytes.get(self.at).is_some_and(|b| *b != b'\n') {
            self.at += 1;
        }
    }

    /// The indentation of a line that has something on it; false at the end of the source.
    fn indentation(&mut self) -> Step<bool> {
        loop {
            let (mut column, mut narrow) = (0, 0);
            while let Some(&byte) = self.bytes.get(self.at) {
                match byte {
                    b' ' => (column, narrow) = (column + 1, narrow + 1),
                    b'\t' => (column, narrow) = ((column / 8 + 1) * 8, narrow + 1),
                    b'\x0c' => (column, narrow) = (0, 0),
                    _ => break,
                }
                self.at += 1;
            }
            match self.bytes.get(self.at) {
                None => return Ok(false),
                Some(b'#') => self.skip_line(),
                Some(b'\n') => {}
                Some(_) => {
                    self.indent_to(column, narrow)?;
                    return Ok(true);
                }
            }
            if self.at >= self.bytes.len() {
                return Ok(false);
            }
            self.at += 1;
        }
    }

    fn indent_to(&mut self, column: usize, narrow: usize) -> Step {
        let (top, top_narrow) = self.indents.last().copied().unwrap_or((0, 0));
        if column == top {
            return if narrow == top_narrow { Ok(()) } else { self.inconsistent() };
        }
        if column > top {
            if narrow <= top_narrow {
                return self.inconsistent();
            }
            self.indents.push((column, narrow));
            self.push(TokenKind::Indent, self.at, self.at);
            return Ok(());
        }
        while self.indents.last().is_some_and(|(c, _)| *c > column) {
            self.indents.pop();
            self.push(TokenKind::Dedent, self.at, self.at);
        }
        match self.indents.last() {
            Some(&(c, n)) if c == column && n == narrow => Ok(()),
            Some(&(c, _)) if c == column => self.inconsistent(),
            _ => {
                let line_end = self.source[self.at..].find('\n').map_or(self.source.len(), |n| self.at + n);
                Err(TokenError {
                    kind: ErrorKind::Indentation,
                    message: "unindent does not match any outer indentation level".to_string(),
                    start: line_end,
                    end: None,
                })
            }
        }
    }

    fn inconsistent(&self) -> Step {
        Err(TokenError {
            kind: ErrorKind::Tab,
            message: "inconsistent use of tabs and spaces in indentation".to_string(),
            start: self.at,
            end: None,
        })
    }

    fn continuation(&mut self) -> Step {
        let start = self.at;
        match self.bytes.get(self.at + 1) {
            Some(b'\n') if self.at + 2 < self.bytes.len() => {
                self.at += 2;
                Ok(())
            }
            None | Some(b'\n') => self.fail("unexpected EOF while parsing", start + 1, None),
            Some(_) => self.fail("unexpected character after line continuation character", start + 1, None),
        }
    }

    fn token(&mut self, byte: u8) -> Step {
        let start = self.at;
        let rest = &self.source[start..];
        let first = rest.chars().next().unwrap_or(' ');
        if byte.is_ascii_digit() || byte == b'.' && self.bytes.get(start + 1).is_some_and(u8::is_ascii_digit) {
            return self.number();
        }
        if byte == b'"' || byte == b'\'' {
            return self.string(start, false, false);
        }
        if first.is_alphabetic() || first == '_' || !first.is_ascii() {
            return self.name(first);
        }
        match byte {
            b'(' | b'[' | b'{' => {
                if self.tokens.open.len() >= 200 {
                    return self.fail("too many nested parentheses", start, None);
                }
                self.tokens.open.push(start);
                self.at += 1;
            }
            b')' | b']' | b'}' => {
                self.close(byte as char)?;
                self.at += 1;
            }
            _ => {
                let long =
                    ["**=", "//=", ">>=", "<<=", "...", "!=", "<>", "->", ":=", "**", "//", ">>", "<<", "<=", ">="]
                        .into_iter()
                        .chain(["==", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "@="])
                        .find(|op| rest.starts_with(op));
                match long {
                    Some(op) => self.at += op.len(),
                    None if (byte as char).is_control() => {
                        let message = format!("invalid non-printable character U+{byte:04X}");
                        return self.fail(message, start, Some(start));
                    }
                    None => self.at += 1,
                }
            }
        }
        self.push(TokenKind::Operator, start, self.at);
        Ok(())
    }

    fn close(&mut self, closing: char) -> Step {
        let Some(&opened) = self.tokens.open.last() else {
            return self.fail(format!("unmatched '{closing}'"), self.at, Some(self.at));
        };
        let opening = self.bytes[opened] as char;
        if !matches!((opening, closing), ('(', ')') | ('[', ']') | ('{', '}')) {
            let line = |at: usize| self.source[..at].matches('\n').count();
            let place =
                if line(opened) == line(self.at) { String::new() } else { format!(" on line {}", line(opened) + 1) };
            let message =
                format!("closing parenthesis '{closing}' does not match opening parenthesis '{opening}'{place}");
            return self.fail(message, self.at, Some(self.at));
        }
        self.tokens.open.pop();
        Ok(())
    }

    fn name(&mut self, first: char) -> Step {
        let start = self.at;
        let is_part = |c: char| c == '_' || c.is_alphanumeric() || !c.is_ascii() && is_mark(c);
        if !(first == '_' || first.is_alphabetic()) {
            return self.bad_character(first, start);
        }
        let text = &self.source[start..];
        let length = text.find(|c: char| !is_part(c)).unwrap_or(text.len());
        let word = &text[..length];
        self.at += length;
        if matches!(self.bytes.get(self.at), Some(b'\'' | b'"')) && length <= 2 {
            let lower = word.to_ascii_lowercase();
            if matches!(lower.as_str(), "r" | "b" | "u" | "f" | "br" | "rb" | "fr" | "rf") {
                return self.string(start, lower.contains('f'), lower.contains('r'));
            }
        }
        if let Some(c) = self.source[self.at..].chars().next().filter(|c| !c.is_ascii() && !c.is_whitespace()) {
            return self.bad_character(c, self.at);
        }
        self.push(TokenKind::Name, start, self.at);
        Ok(())
    }

    fn bad_character(&self, c: char, at: usize) -> Step {
        let code = c as u32;
        let printable =
            !(c.is_control() || c.is_whitespace() || matches!(code, 0x200b..=0x200f | 0x2028..=0x202e | 0xfeff));
        let message = if printable {
            format!("invalid character '{c}' (U+{code:04X})")
        } else {
            format!("invalid non-printable character U+{code:04X}")
        };
        self.fail(message, at, Some(at))
    }

    // ---- strings ------------------------------------------------------------------------------

    fn string(&mut self, start: usize, formatted: bool, raw: bool) -> Step {
        let quote = self.bytes[self.at];
        let triple = self.bytes[self.at..].starts_with(&[quote; 3]);
        self.at += if triple { 3 } else { 1 };
        loop {
            let Some(&byte) = self.bytes.get(self.at) else {
                return self.unterminated(start, formatted, triple);
            };
            match byte {
                b'\\' => self.at += 2.min(self.bytes.len() - self.at),
                b'\n' if !triple => return self.unterminated(start, formatted, triple),
                b'{' if formatted => {
                    if self.bytes.get(self.at + 1) == Some(&b'{') {
                        self.at += 2;
                    } else {
                        self.replacement_field(quote, triple)?;
                    }
                }
                _ if byte == quote && (!triple || self.bytes[self.at..].starts_with(&[quote; 3])) => {
                    self.at += if triple { 3 } else { 1 };
                    break;
                }
                _ => self.at += 1,
            }
        }
        let _ = raw;
        self.push(TokenKind::String, start, self.at);
        Ok(())
    }

    /// A `{…}` of an f-string: whatever it holds, up to its closing bracket.
    fn replacement_field(&mut self, quote: u8, triple: bool) -> Step {
        let opened = self.at;
        let mut depth = 0;
        while let Some(&byte) = self.bytes.get(self.at) {
            match byte {
                b'{' | b'(' | b'[' => depth += 1,
                b'}' | b')' | b']' => {
                    depth -= 1;
                    if depth == 0 {
                        self.at += 1;
                        return Ok(());
                    }
                }
                b'\'' | b'"'
                    if byte == quote && !triple || triple && self.bytes[self.at..].starts_with(&[quote; 3]) =>
                {
                    return self.fail("f-string: expecting '}'", self.at, Some(self.at));
                }
                b'\'' | b'"' => {
                    let before = self.tokens.all.len();
                    self.string(self.at, false, false)?;
                    self.tokens.all.truncate(before);
                    continue;
                }
                _ => {}
            }
            self.at += 1;
        }
        self.tokens.open.push(opened);
        self.fail("'{' was never closed", opened, None)
    }

    fn unterminated(&self, start: usize, formatted: bool, triple: bool) -> Step {
        let what = match (formatted, triple) {
            (true, true) => "triple-quoted f-string",
            (true, false) => "f-string",
            (false, true) => "triple-quoted string",
            (false, false) => "string",
        };
        let end = if triple { self.source.trim_end_matches('\n').len() } else { self.at };
        let line = self.source[..end.max(start)].matches('\n').count() + 1;
        self.fail(format!("unterminated {what} literal (detected at line {line})"), start, Some(start))
    }

    // ---- numbers ------------------------------------------------------------------------------

    fn number(&mut self) -> Step {
        let start = self.at;
        let prefix = self.bytes.get(start..start + 2).map(|p| p.to_ascii_lowercase());
        match prefix.as_deref() {
            Some(b"0x") => self.radix_digits("hexadecimal", |b| b.is_ascii_hexdigit())?,
            Some(b"0o") => self.radix_digits("octal", |b| (b'0'..=b'7').contains(&b))?,
            Some(b"0b") => self.radix_digits("binary", |b| b == b'0' || b == b'1')?,
            _ => self.decimal(start)?,
        }
        self.push(TokenKind::Number, start, self.at);
        Ok(())
    }

    fn radix_digits(&mut self, name: &str, is_digit: fn(u8) -> bool) -> Step {
        self.at += 2;
        loop {
            if self.bytes.get(self.at) == Some(&b'_') {
                self.at += 1;
            }
            match self.bytes.get(self.at) {
                Some(&b) if is_digit(b) => {}
                Some(&b) if b.is_ascii_digit() => {
                    let message = format!("invalid digit '{}' in {name} literal", b as char);
                    return self.fail(message, self.at, Some(self.at));
                }
                _ => return self.fail(format!("invalid {name} literal"), self.at - 1, Some(self.at - 1)),
            }
            while self.bytes.get(self.at).is_some_and(|b| is_digit(*b)) {
                self.at += 1;
            }
            match self.bytes.get(self.at) {
                Some(b'_') => {}
                Some(&b) if b.is_ascii_digit() => {
                    let message = format!("invalid digit '{}' in {name} literal", b as char);
                    return self.fail(message, self.at, Some(self.at));
                }
                _ => return self.end_of_number(name),
            }
        }
    }

    fn digits(&mut self) -> Step {
        loop {
            while self.bytes.get(self.at).is_some_and(u8::is_ascii_digit) {
                self.at += 1;
            }
            if self.bytes.get(self.at) != Some(&b'_') {
                return Ok(());
            }
            self.at += 1;
            if !self.bytes.get(self.at).is_some_and(u8::is_ascii_digit) {
                return self.fail("invalid decimal literal", self.at - 1, Some(self.at - 1));
            }
        }
    }

    fn decimal(&mut self, start: usize) -> Step {
        self.digits()?;
        let whole = &self.source[start..self.at];
        let zeros = whole.len() > 1 && whole.starts_with('0') && whole.bytes().any(|b| (b'1'..=b'9').contains(&b));
        let mut float = false;
        if self.bytes.get(self.at) == Some(&b'.') {
            float = true;
            self.at += 1;
            if self.bytes.get(self.at).is_some_and(u8::is_ascii_digit) {
                self.digits()?;
            }
        }
        if matches!(self.bytes.get(self.at), Some(b'e' | b'E')) {
            let sign = matches!(self.bytes.get(self.at + 1), Some(b'+' | b'-')) as usize;
            if self.bytes.get(self.at + 1 + sign).is_some_and(u8::is_ascii_digit) {
                float = true;
                self.at += 1 + sign;
                self.digits()?;
            } else if sign == 1 {
                return self.fail("invalid decimal literal", self.at + 1, Some(self.at + 1));
            }
        }
        if matches!(self.bytes.get(self.at), Some(b'j' | b'J')) {
            self.at += 1;
            return self.end_of_number("imaginary");
        }
        if zeros && !float {
            let end = start + whole.len() - whole.trim_start_matches(['0', '_']).len();
            let message =
                "leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers";
            return self.fail(message, start, Some(end));
        }
        self.end_of_number("decimal")
    }

    /// No letter may follow a number, but a keyword may.
    fn end_of_number(&self, name: &str) -> Step {
        let rest = &self.source[self.at..];
        let Some(next) = rest.chars().next() else { return Ok(()) };
        if ["and", "else", "for", "if", "in", "is", "not", "or"].iter().any(|word| rest.starts_with(word)) {
            return Ok(());
        }
        if next.is_alphanumeric() || next == '_' {
            return self.fail(format!("invalid {name} literal"), self.at - 1, Some(self.at - 1));
        }
        Ok(())
    }
}

/// Combining marks and the like, which may continue a name.
fn is_mark(c: char) -> bool {
    matches!(c as u32, 0x300..=0x36f | 0x483..=0x487 | 0x591..=0x5bd | 0x64b..=0x669 | 0x900..=0x903 | 0x93a..=0x94f
        | 0x203f..=0x2040 | 0x20d0..=0x20dc | 0xb7 | 0x387 | 0xfe00..=0xfe0f | 0xfe20..=0xfe2f)
}
