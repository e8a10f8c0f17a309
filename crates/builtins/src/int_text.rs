//! int from text, bytes and other objects; int as text and bytes.

use num_bigint::{BigInt as Big, BigUint};
use num_traits::Signed;
use object::{ByteArray, Bytes, ClassIndex, Int, Memory, Str, Value, dunder};
use vm::{Result, Vm};

use crate::int::{of_class, plain, signed};

pub(crate) fn new(vm: &mut Vm, args: &[Value]) -> Result {
    let value = number(vm, &args[1], &args[2])?;
    of_class(vm, &args[0], value)
}

fn number(vm: &mut Vm, x: &Value, base: &Value) -> Result {
    if x.is_small_int() && base.is_unbound() {
        return Ok(x.clone());
    }
    if x.is_unbound() {
        return if base.is_unbound() { Ok(Value::int(0)) } else { Err(vm.type_error("int() missing string argument")) };
    }
    if base.is_unbound() {
        return from_object(vm, x);
    }
    let base = vm.index_clamped(base)?;
    if base != 0 && !(2..=36).contains(&base) {
        return Err(vm.value_error("int() base must be >= 2 and <= 36, or 0"));
    }
    match text_of(vm, x) {
        Some(text) => parse(vm, &text, x, base as u32),
        None => Err(vm.type_error("int() can't convert non-string with explicit base")),
    }
}

/// The text of a str, bytes or bytearray.
fn text_of(vm: &Vm, x: &Value) -> Option<String> {
    if let Some(string) = x.as_ref::<Str>() {
        return Some(string.lossy().into_owned());
    }
    let latin = |bytes: &[u8]| bytes.iter().map(|&b| b as char).collect();
    if let Some(bytes) = x.as_ref::<Bytes>() {
        return Some(latin(&bytes.0));
    }
    x.as_ref::<ByteArray>().map(|array| latin(&array.get(&vm.heap).bytes))
}

fn from_object(vm: &mut Vm, x: &Value) -> Result {
    if vm.heap.class_index_of(x) == ClassIndex::INT {
        return Ok(x.clone());
    }
    if let Some(result) = vm.call_dunder(x, dunder::INT, &[]) {
        let result = result?;
        return match Int::of(&result) {
            Some(_) => Ok(plain(&result)),
            None => {
                let message = format!("__int__ returned non-int (type {})", vm.type_name(&result));
                Err(vm.type_error(message))
            }
        };
    }
    if vm.dunder_of(x, dunder::INDEX).is_some() {
        let index = vm.index_value(x)?;
        return Ok(plain(&index));
    }
    if let Some(result) = vm.call_dunder(x, dunder::TRUNC, &[]) {
        let result = result?;
        if Int::of(&result).is_some() {
            return Ok(plain(&result));
        }
        if vm.dunder_of(&result, dunder::INDEX).is_some() {
            let index = vm.index_value(&result)?;
            return Ok(plain(&index));
        }
        let message = format!("__trunc__ returned non-Integral (type {})", vm.type_name(&result));
        return Err(vm.type_error(message));
    }
    if let Some(text) = text_of(vm, x) {
        return parse(vm, &text, x, 10);
    }
    if let Some(bytes) = buffer(vm, x) {
        let text: String = bytes.iter().map(|&b| b as char).collect();
        return parse(vm, &text, x, 10);
    }
    let message =
        format!("int() argument must be a string, a bytes-like object or a real number, not '{}'", vm.type_name(x));
    Err(vm.type_error(message))
}

/// An integer as its literal may be written; `x` is what the error shows.
fn parse(vm: &mut Vm, text: &str, x: &Value, base: u32) -> Result {
    let body = text.trim_matches(|c: char| c.is_whitespace() || ('\x1c'..='\x1f').contains(&c));
    let (negative, digits) = match body.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, body.strip_prefix('+').unwrap_or(body)),
    };
    let parsed = digits_of(digits, base);
    let Some((radix, digits)) = parsed else {
        return Err(invalid(vm, x, base));
    };
    let limit = vm.limits.int_digits;
    if digits.len() > limit && limit > 0 && !radix.is_power_of_two() {
        let message = format!(
            "Exceeds the limit ({limit} digits) for integer string conversion: value has {} digits; use \
             sys.set_int_max_str_digits() to increase the limit",
            digits.len()
        );
        return Err(vm.value_error(message));
    }
    if digits.len() <= 18
        && radix <= 10
        && let Ok(n) = i64::from_str_radix(&digits, radix)
    {
        return Ok(Value::from_i64(if negative { -n } else { n }));
    }
    match BigUint::parse_bytes(digits.as_bytes(), radix) {
        Some(n) => Ok(Value::big_int(signed(negative, n))),
        None => Err(invalid(vm, x, base)),
    }
}

fn invalid(vm: &mut Vm, x: &Value, base: u32) -> vm::Raised {
    match vm.repr_text(x) {
        Ok(shown) => {
            let shown: String = shown.chars().take(200).collect();
            vm.value_error(format!("invalid literal for int() with base {base}: {shown}"))
        }
        Err(raised) => raised,
    }
}

/// The radix, and the bare ASCII digits behind a prefix and between underscores; None where malformed.
fn digits_of(text: &str, base: u32) -> Option<(u32, String)> {
    let marked = match text.get(..2).map(str::to_ascii_lowercase).as_deref() {
        Some("0x") => 16,
        Some("0o") => 8,
        Some("0b") => 2,
        _ => 0,
    };
    let prefixed = marked != 0 && (base == 0 || base == marked);
    let radix = match (base, prefixed) {
        (0, true) => marked,
        (0, false) => 10,
        (base, _) => base,
    };
    let body = if prefixed { &text[2..] } else { text };
    let body = if prefixed { body.strip_prefix('_').unwrap_or(body) } else { body };
    let mut digits = String::with_capacity(body.len());
    let mut after_digit = false;
    for c in body.chars() {
        if c == '_' {
            if !after_digit {
                return None;
            }
            after_digit = false;
            continue;
        }
        let value = c.to_digit(36)?;
        digits.push(char::from_digit(value, radix)?);
        after_digit = true;
    }
    if !after_digit {
        return None;
    }
    let zero_led = base == 0 && !prefixed && digits.starts_with('0') && digits.bytes().any(|b| b != b'0');
    if zero_led { None } else { Some((radix, digits)) }
}

pub(crate) fn repr(vm: &mut Vm, args: &[Value]) -> Result {
    match Int::of(&args[0]) {
        Some(Int::Small(n)) => Ok(Value::from(n.to_string())),
        Some(Int::Big(n)) => decimal(vm, n).map(Value::from),
        None => Ok(Value::NONE),
    }
}

/// Decimal text; ValueError beyond the limit of digits.
pub(crate) fn decimal(vm: &mut Vm, n: &Big) -> Result<String> {
    let limit = vm.limits.int_digits;
    let too_long = |digits: usize| limit > 0 && digits > limit;
    // A tenth more bits than the limit allows need not be converted to be refused.
    if too_long((n.bits() as f64 * 0.3) as usize) || too_long(n.to_string().len() - n.is_negative() as usize) {
        let message = format!(
            "Exceeds the limit ({limit} digits) for integer string conversion; use sys.set_int_max_str_digits() to \
             increase the limit"
        );
        return Err(vm.value_error(message));
    }
    Ok(n.to_string())
}

// ---- bytes ------------------------------------------------------------------------------------------

/// True for 'little'.
fn little_endian(vm: &mut Vm, order: &Value, name: &str) -> Result<bool> {
    let Some(text) = order.as_ref::<Str>() else {
        let message = format!("{name}() argument 'byteorder' must be str, not {}", vm.type_name(order));
        return Err(vm.type_error(message));
    };
    match text.as_str() {
        Some("little") => Ok(true),
        Some("big") => Ok(false),
        _ => Err(vm.value_error("byteorder must be either 'little' or 'big'")),
    }
}

pub(crate) fn to_bytes(vm: &mut Vm, args: &[Value]) -> Result {
    let length = vm.index(&args[1])?;
    let little = little_endian(vm, &args[2], "to_bytes")?;
    let signed = vm.truth(&args[3])?;
    let Ok(length) = usize::try_from(length) else {
        return Err(vm.value_error("length argument must be non-negative"));
    };
    vm.check_room(length)?;
    let n = Int::of(&args[0]).unwrap_or(Int::Small(0));
    if n.is_negative() && !signed {
        return Err(vm.overflow_error("can't convert negative int to unsigned"));
    }
    let n = n.to_big();
    let mut bytes = if signed { n.to_signed_bytes_le() } else { n.to_bytes_le().1 };
    if n.sign() == num_bigint::Sign::NoSign {
        bytes.clear();
    }
    if bytes.len() > length {
        return Err(vm.overflow_error("int too big to convert"));
    }
    bytes.resize(length, if n.is_negative() { 0xff } else { 0 });
    if !little {
        bytes.reverse();
    }
    Ok(Value::bytes_object(bytes))
}

pub(crate) fn from_bytes(vm: &mut Vm, args: &[Value]) -> Result {
    let little = little_endian(vm, &args[2], "from_bytes")?;
    let signed = vm.truth(&args[3])?;
    let mut bytes = bytes_of(vm, &args[1])?;
    if !little {
        bytes.reverse();
    }
    let n = if signed {
        Big::from_signed_bytes_le(&bytes)
    } else {
        Big::from_biguint(num_bigint::Sign::Plus, BigUint::from_bytes_le(&bytes))
    };
    let value = Value::big_int(n);
    if args[0].is_same(vm.heap.class(ClassIndex::INT).value()) {
        return Ok(value);
    }
    vm.call(&args[0], &[value])
}

/// The bytes of an object with a buffer.
fn buffer(vm: &Vm, value: &Value) -> Option<Vec<u8>> {
    if let Some(bytes) = value.as_ref::<Bytes>() {
        return Some(bytes.0.to_vec());
    }
    if let Some(array) = value.as_ref::<ByteArray>() {
        return Some(array.get(&vm.heap).bytes.clone());
    }
    let memory = value.as_ref::<Memory>()?.get(&vm.heap);
    let base = buffer(vm, &memory.base)?;
    let places = (0..memory.length as isize).map(|n| memory.start as isize + n * memory.step);
    places.map(|at| base.get(at as usize).copied()).collect()
}

/// `bytes(value)`, but for a number.
fn bytes_of(vm: &mut Vm, value: &Value) -> Result<Vec<u8>> {
    if let Some(bytes) = buffer(vm, value) {
        return Ok(bytes);
    }
    if let Some(result) = vm.call_dunder(value, dunder::BYTES, &[]) {
        let result = result?;
        return match result.as_ref::<Bytes>() {
            Some(bytes) => Ok(bytes.0.to_vec()),
            None => {
                let message = format!("__bytes__ returned non-bytes (type {})", vm.type_name(&result));
                Err(vm.type_error(message))
            }
        };
    }
    let iterable = vm.dunder_of(value, dunder::ITER).is_some() || vm.dunder_of(value, dunder::GETITEM).is_some();
    if value.as_ref::<Str>().is_some() || !iterable {
        let message = format!("cannot convert '{}' object to bytes", vm.type_name(value));
        return Err(vm.type_error(message));
    }
    let mut bytes = Vec::new();
    for item in vm.collect(value)? {
        match u8::try_from(vm.index(&item)?) {
            Ok(byte) => bytes.push(byte),
            Err(_) => return Err(vm.value_error("bytes must be in range(0, 256)")),
        }
    }
    Ok(bytes)
}
