//! The format mini-language: <https://docs.python.org/3.13/library/string.html#format-specification-mini-language>

use crate::float::{self, Notation};
use crate::wtf8;

/// A format specification, read.
#[derive(Clone, Debug)]
pub struct Spec {
    pub fill: u32,
    /// One of `<`, `>`, `=`, `^`.
    pub align: u8,
    /// `+`, `-`, a blank, or 0.
    pub sign: u8,
    pub positive_zero: bool,
    pub alternate: bool,
    pub width: usize,
    /// `,`, `_`, or 0.
    pub separator: u8,
    pub precision: Option<usize>,
    /// The presentation type, or 0.
    pub kind: u32,
}

/// What is wrong with a specification: the message of a ValueError.
pub type Wrong = String;

struct Reader<'a> {
    rest: wtf8::Characters<'a>,
}

impl Reader<'_> {
    #[inline]
    fn peek(&self) -> Option<u32> {
        self.rest.clone().next()
    }

    #[inline]
    fn accept(&mut self, wanted: char) -> bool {
        let found = self.peek() == Some(wanted as u32);
        if found {
            self.rest.next();
        }
        found
    }

    fn number(&mut self) -> Result<Option<usize>, Wrong> {
        let mut value: Option<usize> = None;
        while let Some(digit) = self.peek().and_then(crate::unicode::decimal) {
            let next = value.unwrap_or(0).checked_mul(10).and_then(|n| n.checked_add(digit as usize));
            match next {
                Some(next) if next <= isize::MAX as usize => value = Some(next),
                _ => return Err("Too many decimal digits in format string".to_string()),
            }
            self.rest.next();
        }
        Ok(value)
    }
}

impl Spec {
    /// Reads a specification for an object of the type that `type_name` tells.
    pub fn parse(text: &[u8], type_name: impl FnOnce() -> String, kind: u32, align: u8) -> Result<Spec, Wrong> {
        let mut reader = Reader { rest: wtf8::characters(text) };
        let mut spec = Spec {
            fill: b' ' as u32,
            align,
            sign: 0,
            positive_zero: false,
            alternate: false,
            width: 0,
            separator: 0,
            precision: None,
            kind,
        };
        spec.read_flags(&mut reader, align)?;
        spec.width = reader.number()?.unwrap_or(0);
        if reader.accept(',') {
            spec.separator = b',';
        }
        if reader.accept('_') {
            if spec.separator != 0 {
                return Err("Cannot specify both ',' and '_'.".to_string());
            }
            spec.separator = b'_';
        }
        if reader.peek() == Some(',' as u32) && spec.separator == b'_' {
            return Err("Cannot specify both ',' and '_'.".to_string());
        }
        if reader.accept('.') {
            spec.precision = reader.number()?;
            if spec.precision.is_none() {
                return Err("Format specifier missing precision".to_string());
            }
        }
        if let Some(kind) = reader.rest.next() {
            spec.kind = kind;
            if reader.peek().is_some() {
                let (shown, type_name) = (String::from_utf8_lossy(text), type_name());
                return Err(format!("Invalid format specifier '{shown}' for object of type '{type_name}'"));
            }
        }
        spec.check_separator()?;
        Ok(spec)
    }

    fn read_flags(&mut self, reader: &mut Reader, default_align: u8) -> Result<(), Wrong> {
        let align = |c: Option<u32>| c.and_then(|c| u8::try_from(c).ok()).filter(|c| b"<>=^".contains(c));
        let (mut aligned, mut filled) = (false, false);
        let mut ahead = reader.rest.clone();
        let (first, second) = (ahead.next(), ahead.next());
        if let (Some(fill), Some(found)) = (first, align(second)) {
            (self.fill, self.align, aligned, filled) = (fill, found, true, true);
            reader.rest = ahead;
        } else if let Some(found) = align(first) {
            (self.align, aligned) = (found, true);
            reader.rest.next();
        }
        if let Some(sign) = reader.peek().filter(|c| [0x20, 0x2b, 0x2d].contains(c)) {
            self.sign = sign as u8;
            reader.rest.next();
        }
        self.positive_zero = reader.accept('z');
        self.alternate = reader.accept('#');
        if !filled && reader.accept('0') {
            self.fill = b'0' as u32;
            if !aligned && default_align == b'>' {
                self.align = b'=';
            }
        }
        Ok(())
    }

    fn check_separator(&self) -> Result<(), Wrong> {
        if self.separator == 0 {
            return Ok(());
        }
        let kind = char::from_u32(self.kind).unwrap_or('?');
        match kind {
            'd' | 'e' | 'f' | 'g' | 'E' | 'G' | '%' | 'F' | '\0' => Ok(()),
            'b' | 'o' | 'x' | 'X' if self.separator == b'_' => Ok(()),
            ' '..='\x7f' => Err(format!("Cannot specify '{}' with '{kind}'.", self.separator as char)),
            _ => Err(format!("Cannot specify '{}' with '\\x{:x}'.", self.separator as char, self.kind)),
        }
    }

    /// The presentation type as a character; `\0` if none was given.
    pub fn kind(&self) -> char {
        char::from_u32(self.kind).unwrap_or('\u{fffd}')
    }

    pub fn unknown_kind(&self, type_name: &str) -> Wrong {
        match self.kind {
            0x21..0x80 => format!("Unknown format code '{}' for object of type '{type_name}'", self.kind()),
            code => format!("Unknown format code '\\x{code:x}' for object of type '{type_name}'"),
        }
    }

    /// How many digits stand together, and what between them.
    fn grouping(&self) -> Option<(usize, char)> {
        match self.separator {
            0 => None,
            separator if matches!(self.kind(), 'b' | 'o' | 'x' | 'X') => Some((4, separator as char)),
            separator => Some((3, separator as char)),
        }
    }

    /// Lays text out in the width; `default` is the alignment where it makes no difference.
    pub fn pad(&self, text: &[u8]) -> Vec<u8> {
        let missing = self.width.saturating_sub(wtf8::count(text));
        let left = match self.align {
            b'<' => 0,
            b'^' => missing / 2,
            _ => missing,
        };
        let mut out = Vec::with_capacity(text.len() + missing);
        self.push_fill(&mut out, left);
        out.extend_from_slice(text);
        self.push_fill(&mut out, missing - left);
        out
    }
}

/// `format(text, spec)` for strings.
pub fn format_str(text: &[u8], spec: &Spec) -> Result<Vec<u8>, Wrong> {
    let refuse = |what: &str| Err(format!("{what} not allowed in string format specifier"));
    if spec.kind() != 's' {
        return Err(spec.unknown_kind("str"));
    }
    match spec.sign {
        0 => {}
        b' ' => return refuse("Space"),
        _ => return refuse("Sign"),
    }
    if spec.positive_zero {
        return refuse("Negative zero coercion (z)");
    }
    if spec.alternate {
        return refuse("Alternate form (#)");
    }
    if spec.align == b'=' {
        return refuse("'=' alignment");
    }
    let shown = match spec.precision {
        Some(most) if most < text.len() => {
            let mut rest = wtf8::characters(text);
            (0..most).for_each(|_| _ = rest.next());
            &text[..text.len() - rest.rest().len()]
        }
        _ => text,
    };
    Ok(spec.pad(shown))
}

/// Sign, prefix, digits, and what follows them.
struct Parts<'a> {
    negative: bool,
    prefix: &'a str,
    whole: &'a str,
    rest: &'a str,
}

impl Spec {
    fn assemble(&self, parts: Parts) -> Vec<u8> {
        let sign = match (parts.negative, self.sign) {
            (true, _) => "-",
            (false, b'+') => "+",
            (false, b' ') => " ",
            _ => "",
        };
        let outside = sign.len() + parts.prefix.len() + parts.rest.len();
        let grouped = match self.grouping() {
            Some((size, separator)) if parts.whole.bytes().all(|b| b.is_ascii_hexdigit()) => {
                let zeros = self.fill == b'0' as u32 && self.align == b'=';
                let least = if zeros { self.width.saturating_sub(outside) } else { 0 };
                Some(group(parts.whole, size, separator, least))
            }
            _ => None,
        };
        let whole = grouped.as_deref().unwrap_or(parts.whole);
        let missing = self.width.saturating_sub(outside + whole.len());
        let (left, inside) = match self.align {
            b'<' => (0, 0),
            b'^' => (missing / 2, 0),
            b'=' => (0, missing),
            _ => (missing, 0),
        };
        let mut out = Vec::with_capacity(outside + whole.len() + missing);
        self.push_fill(&mut out, left);
        out.extend_from_slice(sign.as_bytes());
        out.extend_from_slice(parts.prefix.as_bytes());
        self.push_fill(&mut out, inside);
        out.extend_from_slice(whole.as_bytes());
        out.extend_from_slice(parts.rest.as_bytes());
        self.push_fill(&mut out, missing - left - inside);
        out
    }

    fn push_fill(&self, out: &mut Vec<u8>, count: usize) {
        match self.fill {
            fill @ 0..0x80 => out.resize(out.len() + count, fill as u8),
            fill => (0..count).for_each(|_| wtf8::push(out, fill)),
        }
    }
}

/// Digits in groups; zeros go in front until there are `least` characters.
fn group(digits: &str, size: usize, separator: char, least: usize) -> String {
    let mut count = digits.len();
    while count + count.saturating_sub(1) / size < least {
        count += 1;
    }
    let padded = std::iter::repeat_n('0', count - digits.len()).chain(digits.chars());
    let mut out = String::with_capacity(count + count / size);
    for (place, digit) in padded.enumerate() {
        if place > 0 && (count - place).is_multiple_of(size) {
            out.push(separator);
        }
        out.push(digit);
    }
    out
}

/// `format(n, spec)` for the types `b d n o x X` and none. `digits` gives those of the magnitude.
pub fn format_integer<E>(
    negative: bool,
    spec: &Spec,
    digits: impl FnOnce(u32) -> Result<String, E>,
) -> Result<Vec<u8>, E> {
    let (radix, prefix) = match spec.kind() {
        'b' => (2, "0b"),
        'o' => (8, "0o"),
        'x' => (16, "0x"),
        'X' => (16, "0X"),
        _ => (10, ""),
    };
    let mut whole = digits(radix)?;
    if spec.kind() == 'X' {
        whole.make_ascii_uppercase();
    }
    let prefix = if spec.alternate { prefix } else { "" };
    Ok(spec.assemble(Parts { negative, prefix, whole: &whole, rest: "" }))
}

/// What is wrong with a specification for an integer, beyond its type.
pub fn check_integer(spec: &Spec) -> Result<(), Wrong> {
    if spec.precision.is_some() {
        return Err("Precision not allowed in integer format specifier".to_string());
    }
    if spec.positive_zero {
        return Err("Negative zero coercion (z) not allowed in integer format specifier".to_string());
    }
    if spec.kind() == 'c' {
        let refuse = |what: &str| Err(format!("{what} not allowed with integer format specifier 'c'"));
        if spec.sign != 0 {
            return refuse("Sign");
        }
        if spec.alternate {
            return refuse("Alternate form (#)");
        }
    }
    Ok(())
}

/// `format(x, spec)` for floats, and for ints with a type of floats.
pub fn format_float(x: f64, spec: &Spec) -> Result<Vec<u8>, Wrong> {
    let (text, percent) = match spec.kind() {
        '%' => (float_digits(x * 100.0, 'f', spec), "%"),
        'e' | 'E' | 'f' | 'F' | 'g' | 'G' | 'n' | '\0' => (float_digits(x, spec.kind(), spec), ""),
        _ => return Err(spec.unknown_kind("float")),
    };
    let negative = is_negative(x, &text, spec);
    let (whole, rest) = split_digits(&text);
    let with_percent = if percent.is_empty() { String::new() } else { format!("{rest}{percent}") };
    let rest = if percent.is_empty() { rest } else { &with_percent };
    Ok(spec.assemble(Parts { negative, prefix: "", whole, rest }))
}

/// Shall a minus be shown? Not where it was to be taken from a zero, nor for NaN.
fn is_negative(x: f64, text: &str, spec: &Spec) -> bool {
    let zero = || text.bytes().take_while(|b| !matches!(b, b'e' | b'E')).all(|b| matches!(b, b'0' | b'.'));
    x.is_sign_negative() && !x.is_nan() && !(spec.positive_zero && zero())
}

fn split_digits(text: &str) -> (&str, &str) {
    let whole = text.bytes().position(|b| !b.is_ascii_digit()).unwrap_or(text.len());
    if whole == 0 { (text, "") } else { text.split_at(whole) }
}

/// The digits of a float without its sign.
fn float_digits(x: f64, kind: char, spec: &Spec) -> String {
    let precision = spec.precision.unwrap_or(6);
    let text = match kind {
        'e' | 'E' => float::digits(x, Notation::Exponent, precision, spec.alternate),
        'f' | 'F' => float::digits(x, Notation::Fixed, precision, spec.alternate),
        'g' | 'G' | 'n' => float::digits(x, Notation::General, precision, spec.alternate),
        _ => match spec.precision {
            Some(precision) => float::digits(x, Notation::Pointed, precision, spec.alternate),
            None => alternate_repr(x.abs(), spec.alternate),
        },
    };
    if kind.is_ascii_uppercase() { text.to_ascii_uppercase() } else { text }
}

/// `repr` with the point that `#` asks for.
fn alternate_repr(x: f64, alternate: bool) -> String {
    let text = float::repr_float(x);
    match text.split_once('e') {
        Some((mantissa, exponent)) if alternate && !mantissa.contains('.') => format!("{mantissa}.e{exponent}"),
        _ => text,
    }
}

/// `format(z, spec)` for complex numbers.
pub fn format_complex(real: f64, imaginary: f64, spec: &Spec) -> Result<Vec<u8>, Wrong> {
    let kind = spec.kind();
    if !matches!(kind, 'e' | 'E' | 'f' | 'F' | 'g' | 'G' | 'n' | '\0') {
        return Err(spec.unknown_kind("complex"));
    }
    if spec.fill == b'0' as u32 {
        return Err("Zero padding is not allowed in complex format specifier".to_string());
    }
    if spec.align == b'=' {
        return Err("'=' alignment flag is not allowed in complex format specifier".to_string());
    }
    let plain = Spec { width: 0, align: b'>', ..spec.clone() };
    let part = |x: f64, signed: bool| {
        let text = match (kind, spec.precision) {
            ('\0', None) => complex_part(x.abs(), spec.alternate),
            ('\0', Some(precision)) => float::digits(x, Notation::General, precision, spec.alternate),
            _ => float_digits(x, kind, spec),
        };
        let sign = if signed { b'+' } else { spec.sign };
        let (whole, rest) = split_digits(&text);
        let shown = Spec { sign, ..plain.clone() };
        shown.assemble(Parts { negative: is_negative(x, &text, spec), prefix: "", whole, rest })
    };
    let bare = kind == '\0';
    let skips_real = bare && real == 0.0 && !real.is_sign_negative();
    let mut out = Vec::new();
    if !skips_real {
        out.extend(if bare { b"(".as_slice() } else { b"" });
        out.extend(part(real, false));
    }
    out.extend(part(imaginary, !skips_real));
    out.push(b'j');
    if !skips_real && bare {
        out.push(b')');
    }
    Ok(spec.pad(&out))
}

/// A part of a complex number as `repr` writes it: without `.0`.
pub fn complex_part(x: f64, alternate: bool) -> String {
    let text = alternate_repr(x, alternate);
    match text.strip_suffix(".0") {
        Some(whole) if alternate => format!("{whole}."),
        Some(whole) => whole.to_string(),
        None => text,
    }
}

/// `repr(z)`
pub fn repr_complex(real: f64, imaginary: f64) -> String {
    let shown = complex_part(imaginary, false);
    if real == 0.0 && !real.is_sign_negative() {
        return format!("{shown}j");
    }
    let sign = if shown.starts_with('-') { "" } else { "+" };
    format!("({}{sign}{shown}j)", complex_part(real, false))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn float(x: f64, spec: &str) -> String {
        let made = Spec::parse(spec.as_bytes(), || "float".to_string(), 0, b'>').and_then(|s| format_float(x, &s));
        made.map_or_else(|wrong| wrong, |bytes| String::from_utf8_lossy(&bytes).into_owned())
    }

    #[test]
    fn floats_in_every_layout() {
        assert_eq!(float(1234.5, "08,.1f"), "01,234.5");
        assert_eq!(float(-0.001, "z.1f"), "0.0");
        assert_eq!(float(f64::INFINITY, "010"), "0000000inf");
        assert_eq!(float(1.5, ",.2%"), "150.00%");
        assert_eq!(float(1.0, "."), "Format specifier missing precision");
    }

    #[test]
    fn groups_reach_the_width() {
        assert_eq!(group("1234567", 3, ',', 15), "000,001,234,567");
        assert_eq!(group("1", 3, ',', 4), "0,001");
    }
}
