//! Text to bytes and back. Each function works up to the first thing that it cannot convert, and says what
//! that is: what to do about it is the caller's business, who goes on behind it.

mod escape;
mod utf;
mod utf7;

pub use escape::{decode_raw_escape, decode_string_escape, decode_unicode_escape, encode_string_escape, unescape};

pub use utf7::{decode_utf7, encode_utf7};

use crate::wtf8;

/// The encodings that are built in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Encoding {
    Ascii,
    Latin1,
    Utf8,
    Utf16(Order),
    Utf32(Order),
    UnicodeEscape,
    RawUnicodeEscape,
}

/// The order of bytes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Order {
    /// Little, with a mark in front; when reading, what the mark says.
    Marked,
    Little,
    Big,
}

/// What cannot be converted: from `start` up to `end`, in bytes of the input.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Fault {
    pub start: usize,
    pub end: usize,
    pub reason: &'static str,
}

impl Encoding {
    /// The built-in encoding with this name, if it is one.
    pub fn named(name: &str) -> Option<Encoding> {
        let plain: String =
            name.chars().map(|c| if c == '_' || c == ' ' { '-' } else { c.to_ascii_lowercase() }).collect();
        Some(match plain.as_str() {
            "utf-8" | "utf8" | "u8" | "utf" => Encoding::Utf8,
            "ascii" | "us-ascii" | "646" => Encoding::Ascii,
            "latin-1" | "latin1" | "latin" | "l1" | "iso-8859-1" | "iso8859-1" | "8859" | "cp819" => Encoding::Latin1,
            "utf-16" | "utf16" | "u16" => Encoding::Utf16(Order::Marked),
            "utf-16-le" | "utf-16le" => Encoding::Utf16(Order::Little),
            "utf-16-be" | "utf-16be" => Encoding::Utf16(Order::Big),
            "utf-32" | "utf32" | "u32" => Encoding::Utf32(Order::Marked),
            "utf-32-le" | "utf-32le" => Encoding::Utf32(Order::Little),
            "utf-32-be" | "utf-32be" => Encoding::Utf32(Order::Big),
            "unicode-escape" | "unicodeescape" => Encoding::UnicodeEscape,
            "raw-unicode-escape" | "rawunicodeescape" => Encoding::RawUnicodeEscape,
            _ => return None,
        })
    }

    /// Its name in errors.
    pub fn name(self) -> &'static str {
        match self {
            Encoding::Ascii => "ascii",
            Encoding::Latin1 => "latin-1",
            Encoding::Utf8 => "utf-8",
            Encoding::Utf16(Order::Marked) => "utf-16",
            Encoding::Utf16(Order::Little) => "utf-16-le",
            Encoding::Utf16(Order::Big) => "utf-16-be",
            Encoding::Utf32(Order::Marked) => "utf-32",
            Encoding::Utf32(Order::Little) => "utf-32-le",
            Encoding::Utf32(Order::Big) => "utf-32-be",
            Encoding::UnicodeEscape => "unicodeescape",
            Encoding::RawUnicodeEscape => "rawunicodeescape",
        }
    }
}

/// Encodes WTF-8 from byte `from` on; None when all is done.
pub fn encode(encoding: Encoding, text: &[u8], from: usize, out: &mut Vec<u8>) -> Option<Fault> {
    match encoding {
        Encoding::Utf8 => utf::encode_utf8(text, from, out),
        Encoding::Ascii => encode_narrow(text, from, 0x80, "ordinal not in range(128)", out),
        Encoding::Latin1 => encode_narrow(text, from, 0x100, "ordinal not in range(256)", out),
        Encoding::Utf16(order) => utf::encode_utf16(text, from, order, out),
        Encoding::Utf32(order) => utf::encode_utf32(text, from, order, out),
        Encoding::UnicodeEscape => escape::encode_unicode_escape(&text[from..], out),
        Encoding::RawUnicodeEscape => escape::encode_raw_escape(&text[from..], out),
    }
}

fn encode_narrow(text: &[u8], from: usize, limit: u32, reason: &'static str, out: &mut Vec<u8>) -> Option<Fault> {
    let rest = &text[from..];
    if rest.is_ascii() {
        out.extend_from_slice(rest);
        return None;
    }
    let mut characters = wtf8::characters(rest);
    loop {
        let start = text.len() - characters.rest().len();
        let c = characters.next()?;
        if c < limit {
            out.push(c as u8);
            continue;
        }
        let mut end = text.len() - characters.rest().len();
        while characters.next().is_some_and(|c| c >= limit) {
            end = text.len() - characters.rest().len();
        }
        return Some(Fault { start, end, reason });
    }
}

/// Decodes bytes from `from` on. How far it came: all, but for what `last` would call incomplete.
pub fn decode(
    encoding: Encoding,
    bytes: &[u8],
    from: usize,
    last: bool,
    out: &mut Vec<u8>,
) -> std::result::Result<usize, Fault> {
    match encoding {
        Encoding::Utf8 => utf::decode_utf8(bytes, from, last, out),
        Encoding::Ascii => decode_ascii(bytes, from, out),
        Encoding::Latin1 => {
            bytes[from..].iter().for_each(|b| wtf8::push(out, *b as u32));
            Ok(bytes.len())
        }
        Encoding::Utf16(order) => utf::decode_utf16(bytes, from, order == Order::Big, last, out),
        Encoding::Utf32(order) => utf::decode_utf32(bytes, from, order == Order::Big, last, out),
        Encoding::UnicodeEscape => decode_unicode_escape(bytes, from, last, out),
        Encoding::RawUnicodeEscape => decode_raw_escape(bytes, from, last, out),
    }
}

fn decode_ascii(bytes: &[u8], from: usize, out: &mut Vec<u8>) -> std::result::Result<usize, Fault> {
    let rest = &bytes[from..];
    let good = if rest.is_ascii() { rest.len() } else { rest.iter().position(|b| *b >= 0x80).unwrap_or(rest.len()) };
    out.extend_from_slice(&rest[..good]);
    let start = from + good;
    if start == bytes.len() {
        return Ok(start);
    }
    Err(Fault { start, end: start + 1, reason: "ordinal not in range(128)" })
}

/// What a byte order mark says: the encoding without it, and its length.
pub fn resolve_mark(encoding: Encoding, bytes: &[u8]) -> (Encoding, usize) {
    let (little, big): (&[u8], &[u8]) = match encoding {
        Encoding::Utf16(Order::Marked) => (b"\xff\xfe", b"\xfe\xff"),
        Encoding::Utf32(Order::Marked) => (b"\xff\xfe\0\0", b"\0\0\xfe\xff"),
        _ => return (encoding, 0),
    };
    let (order, length) = match bytes {
        _ if bytes.starts_with(little) => (Order::Little, little.len()),
        _ if bytes.starts_with(big) => (Order::Big, big.len()),
        _ => (Order::Little, 0),
    };
    let plain = if matches!(encoding, Encoding::Utf16(_)) { Encoding::Utf16(order) } else { Encoding::Utf32(order) };
    (plain, length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_are_cpythons() {
        let fault = |encoding, bytes: &[u8]| decode(encoding, bytes, 0, true, &mut Vec::new()).err();
        let at = |start, end, reason| Some(Fault { start, end, reason });
        assert_eq!(fault(Encoding::Utf8, b"\xe2\x82("), at(0, 2, "invalid continuation byte"));
        assert_eq!(fault(Encoding::Utf8, b"\xff"), at(0, 1, "invalid start byte"));
        assert_eq!(fault(Encoding::Utf16(Order::Little), b"\0\xd8\0"), at(0, 3, "unexpected end of data"));
        assert_eq!(fault(Encoding::UnicodeEscape, b"a\\x4"), at(1, 4, "truncated \\xXX escape"));
        let mut out = Vec::new();
        let found = encode(Encoding::Latin1, "é€😀x".as_bytes(), 0, &mut out);
        assert_eq!((found, out), (at(2, 9, "ordinal not in range(256)"), vec![0xe9]));
    }
}
