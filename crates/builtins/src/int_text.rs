//! int from text, bytes and other objects; int as text and bytes.

use num_bigint::{BigInt as Big, BigUint};
use num_traits::Signed;
use object::{ByteArray, Bytes, ClassIndex, Int, Str, Value, dunder};
use vm::{Result, Vm};

use crate::int::{of_class, plain};

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
    if x.as_ref::<Str>().is_some() || x.as_ref::<Bytes>().is_some() || x.as_ref::<ByteArray>().is_some() {
        return crate::format::parse_int(vm, x, base);
    }
    Err(vm.type_error("int() can't convert non-string with explicit base"))
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
    if x.as_ref::<Str>().is_some() || vm.buffer(x).is_some() {
        return crate::format::parse_int(vm, x, 10);
    }
    let message =
        format!("int() argument must be a string, a bytes-like object or a real number, not '{}'", vm.type_name(x));
    Err(vm.type_error(message))
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

/// `bytes(value)`, but for a number.
fn bytes_of(vm: &mut Vm, value: &Value) -> Result<Vec<u8>> {
    if let Some(bytes) = vm.buffer(value) {
        return Ok(bytes.into_owned());
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
