//! `float.hex` and `float.fromhex`.

use object::{Str, Value};
use vm::{Result, Vm};

pub(crate) fn hex(_: &mut Vm, args: &[Value]) -> Result {
    Ok(Value::from(hexadecimal(crate::float::own(&args[0]))))
}

fn hexadecimal(x: f64) -> String {
    if !x.is_finite() {
        return text::float::repr_float(x);
    }
    let sign = if x.is_sign_negative() { "-" } else { "" };
    if x == 0.0 {
        return format!("{sign}0x0.0p+0");
    }
    let bits = x.to_bits();
    let raw = (bits >> 52 & 0x7ff) as i64;
    let (whole, exponent) = if raw == 0 { (0, -1022) } else { (1, raw - 1023) };
    let fraction = bits & ((1 << 52) - 1);
    format!("{sign}0x{whole}.{fraction:013x}p{exponent:+}")
}

/// Also reads what `hex` never writes: no prefix, no exponent, any number of digits.
pub(crate) fn from_hex(vm: &mut Vm, args: &[Value]) -> Result {
    let Some(string) = args[1].as_ref::<Str>() else {
        let message = "bad argument type for built-in operation";
        return Err(vm.type_error(message));
    };
    let text = string.lossy().into_owned();
    let x = match parse(text.trim_matches(|c: char| c.is_ascii_whitespace() || c == '\x0b')) {
        Parsed::Number(x) => x,
        Parsed::TooLarge => {
            return Err(vm.overflow_error("hexadecimal value too large to represent as a float"));
        }
        Parsed::Malformed => return Err(vm.value_error("invalid hexadecimal floating-point string")),
    };
    if args[0].is_same(vm.heap.class(object::ClassIndex::FLOAT).value()) {
        return Ok(Value::float(x));
    }
    vm.call(&args[0], &[Value::float(x)])
}

enum Parsed {
    Number(f64),
    TooLarge,
    Malformed,
}

fn parse(text: &str) -> Parsed {
    let (negative, body) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let sign = |x: f64| Parsed::Number(if negative { -x } else { x });
    let lower = body.to_ascii_lowercase();
    match lower.as_str() {
        "inf" | "infinity" => return sign(f64::INFINITY),
        "nan" => return sign(f64::NAN),
        _ => {}
    }
    let body = lower.strip_prefix("0x").unwrap_or(&lower);
    let (digits, exponent) = match body.split_once('p') {
        Some((digits, exponent)) => (digits, Some(exponent)),
        None => (body, None),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let all: Vec<u8> = whole.bytes().chain(fraction.bytes()).collect();
    if all.is_empty() || !all.iter().all(u8::is_ascii_hexdigit) {
        return Parsed::Malformed;
    }
    let exponent = match exponent {
        None => 0,
        Some(text) => {
            let bare = text.strip_prefix(['+', '-']).unwrap_or(text);
            if bare.is_empty() || !bare.bytes().all(|b| b.is_ascii_digit()) {
                return Parsed::Malformed;
            }
            let size = bare.parse::<i64>().unwrap_or(1 << 40).min(1 << 40);
            if text.starts_with('-') { -size } else { size }
        }
    };
    match assemble(&all, exponent - 4 * fraction.len() as i64) {
        Some(x) => sign(x),
        None => Parsed::TooLarge,
    }
}

/// Digits times a power of two, rounded once, ties to even; None where too large.
fn assemble(digits: &[u8], exponent: i64) -> Option<f64> {
    let value = |b: &u8| (*b as char).to_digit(16).unwrap_or(0) as u64;
    let mut exponent = exponent;
    let (mut mantissa, mut sticky) = (0u64, false);
    for digit in digits {
        if mantissa >> 59 == 0 {
            mantissa = mantissa << 4 | value(digit);
        } else {
            sticky |= value(digit) != 0;
            exponent += 4;
        }
    }
    if mantissa == 0 {
        return Some(0.0);
    }
    let zeros = mantissa.leading_zeros() as i64;
    mantissa <<= zeros;
    exponent -= zeros;
    let top = exponent + 63;
    if top > 1023 {
        return None;
    }
    if top < -1076 {
        return Some(0.0);
    }
    let keep = if top < -1022 { 53 - (-1022 - top) } else { 53 };
    let drop = 64 - keep;
    let (kept, rest, half) = match drop {
        64 => (0, mantissa as u128, 1u128 << 63),
        65.. => return Some(0.0),
        _ => (mantissa >> drop, (mantissa & ((1 << drop) - 1)) as u128, 1u128 << (drop - 1)),
    };
    let up = rest > half || rest == half && (sticky || kept & 1 == 1);
    let x = crate::int::scale((kept + up as u64) as f64, (exponent + drop) as i32);
    x.is_finite().then_some(x)
}
