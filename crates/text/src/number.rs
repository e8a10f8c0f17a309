//! Numbers out of text: white space, underscores, prefixes, digits of every script.

use crate::{unicode, wtf8};

/// The text with digits of all scripts as ASCII digits and all white space as blanks; None if anything else
/// is not ASCII.
pub fn to_ascii(text: &[u8]) -> Option<String> {
    if text.is_ascii() {
        return String::from_utf8(text.to_vec()).ok();
    }
    let ascii = |c: u32| match c {
        0..0x80 => Some(c as u8 as char),
        _ if unicode::is_space(c) => Some(' '),
        _ => unicode::decimal(c).map(|d| (b'0' + d) as char),
    };
    wtf8::characters(text).map(ascii).collect()
}

/// Without the white space around it.
pub fn trim(text: &str) -> &str {
    text.trim_matches(|c| unicode::is_space(c as u32))
}

/// An integer as it was read: its digits are of `radix`, and there is at least one.
#[derive(Debug, PartialEq, Eq)]
pub struct Integer {
    pub negative: bool,
    pub radix: u32,
    pub digits: String,
}

/// `int(text, base)` with base 0 or 2 to 36; None where CPython raises ValueError.
pub fn parse_integer(text: &[u8], base: u32) -> Option<Integer> {
    let ascii = to_ascii(text)?;
    let text = trim(&ascii);
    let (negative, unsigned) = match text.as_bytes().first()? {
        b'-' => (true, &text[1..]),
        b'+' => (false, &text[1..]),
        _ => (false, text),
    };
    let marked = match unsigned.as_bytes() {
        [b'0', b'x' | b'X', ..] => 16,
        [b'0', b'o' | b'O', ..] => 8,
        [b'0', b'b' | b'B', ..] => 2,
        _ => 0,
    };
    let prefixed = marked != 0 && (base == 0 || base == marked);
    let radix = if base == 0 { if prefixed { marked } else { 10 } } else { base };
    let rest = if prefixed { &unsigned[2..] } else { unsigned };
    let rest = if prefixed { rest.strip_prefix('_').unwrap_or(rest) } else { rest };
    let mut digits = String::with_capacity(rest.len());
    let mut after_digit = false;
    for c in rest.chars() {
        match c {
            '_' if after_digit => after_digit = false,
            _ if c.is_digit(radix) => {
                digits.push(c);
                after_digit = true;
            }
            _ => return None,
        }
    }
    let old_octal = base == 0 && !prefixed && digits.len() > 1 && digits.starts_with('0');
    if !after_digit || old_octal && digits.bytes().any(|d| d != b'0') {
        return None;
    }
    Some(Integer { negative, radix, digits })
}

/// Takes underscores out that stand between digits; None if others are there.
pub fn without_underscores(text: &str) -> Option<std::borrow::Cow<'_, str>> {
    if !text.contains('_') {
        return Some(text.into());
    }
    let bytes = text.as_bytes();
    let digit = |at: Option<usize>| at.and_then(|i| bytes.get(i)).is_some_and(u8::is_ascii_digit);
    let misplaced = |(i, b): (usize, &u8)| *b == b'_' && (!digit(i.checked_sub(1)) || !digit(Some(i + 1)));
    if bytes.iter().enumerate().any(misplaced) { None } else { Some(text.replace('_', "").into()) }
}

/// `complex(text)`: real and imaginary part; None where CPython raises ValueError.
pub fn parse_complex(text: &[u8]) -> Option<(f64, f64)> {
    let ascii = to_ascii(text)?;
    let mut text = trim(&ascii);
    if let Some(inside) = text.strip_prefix('(') {
        text = trim(inside.strip_suffix(')')?);
    }
    let Some(unit) = text.strip_suffix(['j', 'J']) else {
        return Some((crate::float::parse_ascii(text)?, 0.0));
    };
    // The sign that begins the imaginary part: the last one that no exponent owns.
    let bytes = unit.as_bytes();
    let exponent = |at: usize| matches!(bytes[at - 1], b'e' | b'E') && at > 1 && !is_word_before(&bytes[..at - 1]);
    let split = (1..bytes.len()).rev().find(|&at| matches!(bytes[at], b'+' | b'-') && !exponent(at));
    let (real, imaginary) = match split {
        Some(at) => (crate::float::parse_ascii(&unit[..at])?, &unit[at..]),
        None => (0.0, unit),
    };
    let imaginary = match imaginary {
        "" | "+" => 1.0,
        "-" => -1.0,
        text => crate::float::parse_ascii(text)?,
    };
    Some((real, imaginary))
}

/// Does a word (`inf`, `nan`) rather than a number end here?
fn is_word_before(bytes: &[u8]) -> bool {
    bytes.last().is_some_and(u8::is_ascii_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers_of_every_form() {
        let read = |text: &str, base| parse_integer(text.as_bytes(), base).map(|i| (i.negative, i.digits));
        assert_eq!(read(" -0x_ff\n", 0), Some((true, "ff".into())));
        assert_eq!(read("٣٤", 10), Some((false, "34".into())));
        assert_eq!(read("1__0", 10), None);
        assert_eq!(read("010", 0), None);
        assert_eq!(read("0b12", 0), None);
        assert_eq!(read("0b1", 16), Some((false, "0b1".into())));
    }

    #[test]
    fn complex_numbers() {
        let read = |text: &str| parse_complex(text.as_bytes());
        assert_eq!(read("(1e-2-3.5e+1j)"), Some((0.01, -35.0)));
        assert_eq!(read(" -j "), Some((0.0, -1.0)));
        assert_eq!(read("inf+infj"), Some((f64::INFINITY, f64::INFINITY)));
        assert_eq!(read("1 + 2j"), None);
        assert_eq!(read("1+2"), None);
    }
}
