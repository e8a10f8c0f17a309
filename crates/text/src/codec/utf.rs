//! UTF-8, UTF-16 and UTF-32.

use super::{Fault, Order};
use crate::wtf8;

type Decoded = std::result::Result<usize, Fault>;

pub(super) fn encode_utf8(text: &[u8], from: usize, out: &mut Vec<u8>) -> Option<Fault> {
    let rest = &text[from..];
    let Err(error) = std::str::from_utf8(rest) else {
        out.extend_from_slice(rest);
        return None;
    };
    let good = error.valid_up_to();
    out.extend_from_slice(&rest[..good]);
    let start = from + good;
    let surrogates = text[start..].chunks_exact(3).take_while(|c| c[0] == 0xed && c[1] >= 0xa0).count();
    Some(Fault { start, end: start + 3 * surrogates.max(1), reason: "surrogates not allowed" })
}

pub(super) fn decode_utf8(bytes: &[u8], from: usize, last: bool, out: &mut Vec<u8>) -> Decoded {
    let rest = &bytes[from..];
    let Err(error) = std::str::from_utf8(rest) else {
        out.extend_from_slice(rest);
        return Ok(bytes.len());
    };
    let good = error.valid_up_to();
    out.extend_from_slice(&rest[..good]);
    let start = from + good;
    match error.error_len() {
        None if !last => Ok(start),
        None => Err(Fault { start, end: bytes.len(), reason: "unexpected end of data" }),
        Some(length) => {
            let starts = matches!(bytes[start], 0xc2..=0xf4);
            let reason = if starts { "invalid continuation byte" } else { "invalid start byte" };
            Err(Fault { start, end: start + length, reason })
        }
    }
}

fn each(text: &[u8], from: usize, mut encode: impl FnMut(u32)) -> Option<Fault> {
    let mut characters = wtf8::characters(&text[from..]);
    loop {
        let start = text.len() - characters.rest().len();
        let c = characters.next()?;
        if wtf8::is_surrogate(c) {
            return Some(Fault { start, end: start + 3, reason: "surrogates not allowed" });
        }
        encode(c);
    }
}

pub(super) fn encode_utf16(text: &[u8], from: usize, order: Order, out: &mut Vec<u8>) -> Option<Fault> {
    let mut unit = |n: u16| out.extend_from_slice(&if order == Order::Big { n.to_be_bytes() } else { n.to_le_bytes() });
    each(text, from, |c| match c {
        0..0x10000 => unit(c as u16),
        _ => {
            unit(0xd800 + ((c - 0x10000) >> 10) as u16);
            unit(0xdc00 + (c & 0x3ff) as u16);
        }
    })
}

pub(super) fn encode_utf32(text: &[u8], from: usize, order: Order, out: &mut Vec<u8>) -> Option<Fault> {
    each(text, from, |c| out.extend_from_slice(&if order == Order::Big { c.to_be_bytes() } else { c.to_le_bytes() }))
}

pub(super) fn decode_utf16(bytes: &[u8], from: usize, big: bool, last: bool, out: &mut Vec<u8>) -> Decoded {
    let unit = |at: usize| {
        let pair = [*bytes.get(at)?, *bytes.get(at + 1)?];
        Some(if big { u16::from_be_bytes(pair) } else { u16::from_le_bytes(pair) } as u32)
    };
    let mut at = from;
    while at < bytes.len() {
        let Some(first) = unit(at) else {
            return incomplete(bytes, at, last, "truncated data");
        };
        match first {
            0xd800..0xdc00 => match unit(at + 2) {
                None => return incomplete(bytes, at, last, "unexpected end of data"),
                Some(second @ 0xdc00..0xe000) => {
                    wtf8::push(out, 0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00));
                    at += 4;
                }
                Some(_) => return Err(Fault { start: at, end: at + 2, reason: "illegal UTF-16 surrogate" }),
            },
            0xdc00..0xe000 => return Err(Fault { start: at, end: at + 2, reason: "illegal encoding" }),
            _ => {
                wtf8::push(out, first);
                at += 2;
            }
        }
    }
    Ok(at)
}

pub(super) fn decode_utf32(bytes: &[u8], from: usize, big: bool, last: bool, out: &mut Vec<u8>) -> Decoded {
    let mut at = from;
    while at < bytes.len() {
        let Some(&[a, b, c, d]) = bytes.get(at..at + 4) else {
            return incomplete(bytes, at, last, "truncated data");
        };
        let c = if big { u32::from_be_bytes([a, b, c, d]) } else { u32::from_le_bytes([a, b, c, d]) };
        let reason = match c {
            0xd800..0xe000 => "code point in surrogate code point range(0xd800, 0xe000)",
            0x110000.. => "code point not in range(0x110000)",
            _ => {
                wtf8::push(out, c);
                at += 4;
                continue;
            }
        };
        return Err(Fault { start: at, end: at + 4, reason });
    }
    Ok(at)
}

fn incomplete(bytes: &[u8], at: usize, last: bool, reason: &'static str) -> Decoded {
    if last { Err(Fault { start: at, end: bytes.len(), reason }) } else { Ok(at) }
}
