//! One item of an array as bytes, for each type code.

use num_bigint::{BigInt as Big, Sign};
use num_traits::ToPrimitive;
use object::{Ref, Str, Value};
use vm::{Result, Vm};

pub const CODES: &str = "bBuwhHiIlLqQfd";

pub fn size(code: u8) -> usize {
    match code {
        b'b' | b'B' => 1,
        b'h' | b'H' => 2,
        b'i' | b'I' | b'f' | b'u' | b'w' => 4,
        _ => 8,
    }
}

/// As `struct` writes it.
pub fn format(code: u8) -> &'static str {
    match code {
        b'b' => "b",
        b'B' => "B",
        b'h' => "h",
        b'H' => "H",
        b'i' => "i",
        b'I' => "I",
        b'l' => "l",
        b'L' => "L",
        b'q' => "q",
        b'Q' => "Q",
        b'f' => "f",
        b'd' => "d",
        _ => "w",
    }
}

pub fn is_text(code: u8) -> bool {
    code == b'u' || code == b'w'
}

pub fn read(code: u8, bytes: &[u8]) -> Value {
    let mut word = [0; 8];
    word[..bytes.len()].copy_from_slice(bytes);
    let bits = u64::from_le_bytes(word);
    match code {
        b'd' => Value::float(f64::from_bits(bits)),
        b'f' => Value::float(f32::from_bits(bits as u32) as f64),
        b'u' | b'w' => {
            let mut text = Vec::new();
            text::wtf8::push(&mut text, (bits as u32).min(0x10ffff));
            Ref::from_wtf8(text).into()
        }
        _ if code.is_ascii_lowercase() => {
            let shift = 64 - bytes.len() as u32 * 8;
            Value::from_i64((bits << shift) as i64 >> shift)
        }
        _ => match i64::try_from(bits) {
            Ok(n) => Value::from_i64(n),
            Err(_) => Value::big_int(Big::from(bits)),
        },
    }
}

/// The bytes of a value, and how many of them count.
pub fn write(vm: &mut Vm, code: u8, value: &Value) -> Result<([u8; 8], usize)> {
    let size = size(code);
    let mut word = [0; 8];
    match code {
        b'd' => word = vm.to_float(value)?.to_le_bytes(),
        b'f' => word[..4].copy_from_slice(&(vm.to_float(value)? as f32).to_le_bytes()),
        b'u' | b'w' => match value.as_ref::<Str>() {
            Some(text) if text.len() == 1 => {
                let c = text.characters().next().unwrap_or(0);
                word[..4].copy_from_slice(&c.to_le_bytes());
            }
            Some(text) => {
                let length = text.len();
                let message = format!("array item must be a unicode character, not a string of length {length}");
                return Err(vm.type_error(message));
            }
            None => {
                let name = vm.type_name(value);
                return Err(vm.type_error(format!("array item must be a unicode character, not {name}")));
            }
        },
        _ => {
            let n = match value.as_small_int() {
                Some(n) => n as i128,
                None => {
                    let n = vm.index_big(value)?;
                    n.to_i128().unwrap_or(if n.sign() == Sign::Minus { i128::MIN } else { i128::MAX })
                }
            };
            check(vm, code, n)?;
            word.copy_from_slice(&n.to_le_bytes()[..8]);
        }
    }
    Ok((word, size))
}

fn check(vm: &mut Vm, code: u8, n: i128) -> Result<()> {
    let bits = size(code) as u32 * 8;
    let signed = code.is_ascii_lowercase();
    let (low, high) =
        if signed { (-(1i128 << (bits - 1)), (1i128 << (bits - 1)) - 1) } else { (0, (1i128 << bits) - 1) };
    if low <= n && n <= high {
        return Ok(());
    }
    let less = n < low;
    let message = match code {
        b'b' => named("signed char", less),
        b'B' => named("unsigned byte integer", less),
        b'h' => named("signed short integer", less),
        b'H' => named("unsigned short", less),
        b'i' => named("signed integer", less),
        b'I' if less => "can't convert negative value to unsigned int".to_string(),
        b'I' => named("unsigned int", less),
        b'L' if less => "can't convert negative value to unsigned int".to_string(),
        b'L' => named("unsigned long", less),
        b'Q' if less => "can't convert negative int to unsigned".to_string(),
        b'l' => "Python int too large to convert to C long".to_string(),
        _ => "int too big to convert".to_string(),
    };
    Err(vm.overflow_error(message))
}

fn named(what: &str, less: bool) -> String {
    format!("{what} is {} than {}", if less { "less" } else { "greater" }, if less { "minimum" } else { "maximum" })
}
