//! UTF-7: <https://www.rfc-editor.org/rfc/rfc2152>

use super::Fault;
use crate::wtf8;

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Characters that may stand for themselves.
fn is_direct(c: u32) -> bool {
    matches!(c, 0x09 | 0x0a | 0x0d | 0x20..0x7f) && !matches!(c, 0x2b | 0x5c | 0x7e)
}

fn is_digit(c: u32) -> bool {
    c < 0x80 && DIGITS.contains(&(c as u8))
}

/// Encodes WTF-8; nothing is impossible.
pub fn encode_utf7(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let (mut bits, mut count, mut shifted) = (0u32, 0, false);
    for c in wtf8::characters(text) {
        if shifted && is_direct(c) {
            flush(&mut out, bits, count);
            (bits, count, shifted) = (0, 0, false);
            if is_digit(c) || c == 0x2d {
                out.push(b'-');
            }
        }
        if is_direct(c) {
            out.push(c as u8);
            continue;
        }
        if !shifted && c == 0x2b {
            out.extend_from_slice(b"+-");
            continue;
        }
        if !shifted {
            out.push(b'+');
            shifted = true;
        }
        let mut units = [0; 2];
        let units: &[u16] = match char::from_u32(c) {
            Some(c) => c.encode_utf16(&mut units),
            None => {
                units[0] = c as u16;
                &units[..1]
            }
        };
        for unit in units {
            bits = bits << 16 | *unit as u32;
            count += 16;
            while count >= 6 {
                out.push(DIGITS[(bits >> (count - 6) & 63) as usize]);
                count -= 6;
                bits &= (1 << count) - 1;
            }
        }
    }
    if shifted {
        flush(&mut out, bits, count);
        out.push(b'-');
    }
    out
}

fn flush(out: &mut Vec<u8>, bits: u32, count: u32) {
    if count > 0 {
        out.push(DIGITS[(bits << (6 - count) & 63) as usize]);
    }
}

/// Decodes from `from` on, which stands outside of a shifted run. How far it came.
pub fn decode_utf7(bytes: &[u8], from: usize, last: bool, out: &mut Vec<u8>) -> std::result::Result<usize, Fault> {
    let mut at = from;
    while let Some(&byte) = bytes.get(at) {
        if byte == b'+' {
            match shifted_run(bytes, at, last, out)? {
                Some(end) => at = end,
                None => return Ok(at),
            }
        } else if byte < 0x80 {
            out.push(byte);
            at += 1;
        } else {
            return Err(Fault { start: at, end: at + 1, reason: "unexpected special character" });
        }
    }
    Ok(at)
}

/// The run that the plus at `start` begins: the place after it, or None where more must come.
fn shifted_run(bytes: &[u8], start: usize, last: bool, out: &mut Vec<u8>) -> std::result::Result<Option<usize>, Fault> {
    let digits = bytes[start + 1..].iter().take_while(|b| DIGITS.contains(b)).count();
    let end = start + 1 + digits;
    if end == bytes.len() && !last {
        return Ok(None);
    }
    let fault = |end: usize, reason| Err(Fault { start, end, reason });
    if digits == 0 {
        return match bytes.get(end) {
            Some(b'-') => {
                out.push(b'+');
                Ok(Some(end + 1))
            }
            Some(_) => fault(end, "ill-formed sequence"),
            None => fault(end, "unterminated shift sequence"),
        };
    }
    let (mut bits, mut count, mut units) = (0u32, 0u32, vec![]);
    for byte in &bytes[start + 1..end] {
        let value = DIGITS.iter().position(|d| d == byte).unwrap_or(0) as u32;
        (bits, count) = (bits << 6 | value, count + 6);
        if count >= 16 {
            count -= 16;
            units.push((bits >> count) as u16);
            bits &= (1 << count) - 1;
        }
    }
    if count >= 6 {
        return fault(end, "partial character in base64 sequence");
    }
    if bits != 0 {
        return fault(end, "non-zero padding bits in base64 sequence");
    }
    for unit in char::decode_utf16(units) {
        wtf8::push(out, unit.map_or_else(|lone| lone.unpaired_surrogate() as u32, u32::from));
    }
    Ok(Some(if bytes.get(end) == Some(&b'-') { end + 1 } else { end }))
}
