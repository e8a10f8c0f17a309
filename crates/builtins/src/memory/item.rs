//! One item of a memoryview: its bytes in the format that `struct` writes as one native character.

use object::{Bytes, Value};
use vm::{Result, Vm};

/// The format without the `@` that may stand before it.
pub(super) fn bare(format: &str) -> &str {
    format.strip_prefix('@').unwrap_or(format)
}

/// The character of a format that memoryview can read.
pub(super) fn kind_of(format: &str) -> Option<char> {
    size_of(format)?;
    bare(format).chars().next()
}

/// How many bytes an item takes; None for formats that are no native single character.
pub(super) fn size_of(format: &str) -> Option<usize> {
    let mut characters = bare(format).chars();
    let (kind, None) = (characters.next()?, characters.next()) else {
        return None;
    };
    Some(match kind {
        'B' | 'b' | 'c' | '?' => 1,
        'h' | 'H' | 'e' => 2,
        'i' | 'I' | 'f' => 4,
        'l' | 'L' | 'q' | 'Q' | 'n' | 'N' | 'd' | 'P' => 8,
        _ => return None,
    })
}

/// The item that these bytes are; there are as many as `kind` takes.
pub(super) fn unpack(kind: char, bytes: &[u8]) -> Value {
    let mut wide = [0; 8];
    wide[..bytes.len()].copy_from_slice(bytes);
    let unsigned = u64::from_ne_bytes(wide);
    match kind {
        'c' => Value::bytes_object(bytes.to_vec()),
        '?' => Value::bool(unsigned != 0),
        'b' => Value::int(unsigned as i8 as i64),
        'h' => Value::int(unsigned as i16 as i64),
        'i' => Value::int(unsigned as i32 as i64),
        'l' | 'q' | 'n' => Value::from_i64(unsigned as i64),
        'f' => Value::float(f32::from_bits(unsigned as u32) as f64),
        'd' => Value::float(f64::from_bits(unsigned)),
        'e' => Value::float(half(unsigned as u16)),
        _ => Value::big_int(unsigned.into()),
    }
}

/// A float of 16 bits.
fn half(bits: u16) -> f64 {
    let (exponent, mantissa) = ((bits >> 10 & 31) as i32, (bits & 1023) as f64);
    let size = match exponent {
        0 => mantissa * 2f64.powi(-24),
        31 if mantissa == 0.0 => f64::INFINITY,
        31 => f64::NAN,
        _ => (1024.0 + mantissa) * 2f64.powi(exponent - 25),
    };
    if bits >> 15 == 1 { -size } else { size }
}

/// A value as the bytes of one item.
pub(super) fn pack(vm: &mut Vm, format: &str, value: &Value) -> Result<Vec<u8>> {
    let Some(kind) = kind_of(format) else {
        return Err(vm.not_implemented_error(format!("memoryview: format {format} not supported")));
    };
    match kind {
        'c' => match value.as_ref::<Bytes>() {
            Some(bytes) if bytes.0.len() == 1 => Ok(bytes.0.to_vec()),
            Some(_) => Err(wrong_value(vm, format)),
            None => Err(wrong_type(vm, format)),
        },
        '?' => Ok(vec![vm.truth(value)? as u8]),
        'f' | 'd' | 'e' => {
            let x = match vm.to_float(value) {
                Ok(x) => x,
                Err(_) if vm.swallow("TypeError") => return Err(wrong_type(vm, format)),
                Err(raised) => return Err(raised),
            };
            Ok(match kind {
                'f' => (x as f32).to_ne_bytes().to_vec(),
                'd' => x.to_ne_bytes().to_vec(),
                _ => return Err(vm.not_implemented_error("memoryview: format e not supported")),
            })
        }
        _ => pack_integer(vm, format, kind, value),
    }
}

fn pack_integer(vm: &mut Vm, format: &str, kind: char, value: &Value) -> Result<Vec<u8>> {
    if !vm.has_index(value) {
        return Err(wrong_type(vm, format));
    }
    let n = vm.index_big(value)?;
    let size = size_of(format).unwrap_or(1);
    let signed = matches!(kind, 'b' | 'h' | 'i' | 'l' | 'q' | 'n');
    let bits = size as u32 * 8;
    let fits = match i128::try_from(&n) {
        Ok(n) if signed => (-(1i128 << (bits - 1))..1i128 << (bits - 1)).contains(&n),
        Ok(n) => (0..1i128 << bits).contains(&n),
        Err(_) => false,
    };
    if !fits {
        return Err(wrong_value(vm, format));
    }
    let n = i128::try_from(&n).unwrap_or(0) as u64;
    let bytes = if cfg!(target_endian = "little") {
        n.to_le_bytes()[..size].to_vec()
    } else {
        n.to_be_bytes()[8 - size..].to_vec()
    };
    Ok(bytes)
}

fn wrong_type(vm: &mut Vm, format: &str) -> vm::Raised {
    vm.type_error(format!("memoryview: invalid type for format '{format}'"))
}

fn wrong_value(vm: &mut Vm, format: &str) -> vm::Raised {
    vm.value_error(format!("memoryview: invalid value for format '{format}'"))
}
