//! Strings and bytes as `repr` writes them.

use crate::{unicode, wtf8};

/// `repr(text)`
pub fn repr_str(text: &str) -> String {
    repr(text.as_bytes())
}

/// The same for WTF-8 bytes.
pub fn repr(text: &[u8]) -> String {
    quoted(text, unicode::is_printable)
}

/// `ascii(text)`
pub fn ascii(text: &[u8]) -> String {
    quoted(text, |_| false)
}

fn quoted(text: &[u8], shown: impl Fn(u32) -> bool) -> String {
    let quote = if text.contains(&b'\'') && !text.contains(&b'"') { '"' } else { '\'' };
    let mut out = String::with_capacity(text.len() + 2);
    out.push(quote);
    for c in wtf8::characters(text) {
        match c {
            0x5c => out.push_str("\\\\"),
            0x0a => out.push_str("\\n"),
            0x0d => out.push_str("\\r"),
            0x09 => out.push_str("\\t"),
            c if c == quote as u32 => {
                out.push('\\');
                out.push(quote);
            }
            0x20..0x7f => out.push(c as u8 as char),
            c => match char::from_u32(c).filter(|_| c >= 0x80 && shown(c)) {
                Some(character) => out.push(character),
                None => out.push_str(&escape(c)),
            },
        }
    }
    out.push(quote);
    out
}

/// `\xe9`, `\u4e2d` or `\U0001f600`
pub fn escape(c: u32) -> String {
    match c {
        0..0x100 => format!("\\x{c:02x}"),
        0x100..0x10000 => format!("\\u{c:04x}"),
        _ => format!("\\U{c:08x}"),
    }
}

/// `repr(data)`
pub fn repr_bytes(data: &[u8]) -> String {
    let quote = if data.contains(&b'\'') && !data.contains(&b'"') { '"' } else { '\'' };
    let mut out = format!("b{quote}");
    for &byte in data {
        match byte {
            b'\\' => out.push_str("\\\\"),
            b'\n' => out.push_str("\\n"),
            b'\r' => out.push_str("\\r"),
            b'\t' => out.push_str("\\t"),
            b if b as char == quote => {
                out.push('\\');
                out.push(quote);
            }
            0x20..0x7f => out.push(byte as char),
            _ => out.push_str(&format!("\\x{byte:02x}")),
        }
    }
    out.push(quote);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_and_escapes_are_cpythons() {
        assert_eq!(repr_str("it's"), "\"it's\"");
        assert_eq!(repr_str("a\"b'c"), "'a\"b\\'c'");
        assert_eq!(repr_str("\u{7f}é\u{ad}"), "'\\x7fé\\xad'");
        assert_eq!(repr_bytes(b"a'\x00"), "b\"a'\\x00\"");
    }
}
