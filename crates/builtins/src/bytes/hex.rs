//! Bytes as hexadecimal digits, and back.

use object::{ByteArray, Bytes, ClassIndex, Str, Value};
use vm::{Method, Result, Vm, class_method, method};

pub(super) const METHODS: &[Method] = &[
    method("hex", hex, "(self, /, sep=<unset>, bytes_per_sep=1)", "Create a string of hexadecimal numbers."),
    class_method("fromhex", from_hex, "(cls, string, /)", "Create bytes from a string of hexadecimal numbers."),
];

pub(crate) fn hex(vm: &mut Vm, args: &[Value]) -> Result {
    let bytes = vm.bytes_like(&args[0])?;
    hex_text(vm, &bytes, &args[1], &args[2])
}

/// The digits with a separator after each so many bytes, counted from the right, or from the left if negative.
fn hex_text(vm: &mut Vm, bytes: &[u8], separator: &Value, group: &Value) -> Result {
    let separator = separator_of(vm, separator)?;
    let group = vm.index(group)?;
    let size = group.unsigned_abs() as usize;
    let mut out = String::with_capacity(bytes.len() * 3);
    for (place, byte) in bytes.iter().enumerate() {
        let counted = if group < 0 { place } else { bytes.len() - place };
        if let Some(separator) = separator
            && place > 0
            && size > 0
            && counted.is_multiple_of(size)
        {
            out.push(separator);
        }
        for nibble in [byte >> 4, byte & 15] {
            out.push(char::from_digit(nibble as u32, 16).unwrap_or('0'));
        }
    }
    Ok(Value::from(out))
}

fn separator_of(vm: &mut Vm, value: &Value) -> Result<Option<char>> {
    if value.is_unbound() {
        return Ok(None);
    }
    if vm.len(value)? != 1 {
        return Err(vm.value_error("sep must be length 1."));
    }
    let code = match (value.as_ref::<Str>(), value.as_ref::<Bytes>()) {
        (Some(text), _) => text.bytes().first().copied(),
        (_, Some(bytes)) => bytes.0.first().copied(),
        _ => return Err(vm.type_error("sep must be str or bytes.")),
    };
    match code.filter(u8::is_ascii) {
        Some(byte) => Ok(Some(byte as char)),
        None => Err(vm.value_error("sep must be ASCII.")),
    }
}

fn from_hex(vm: &mut Vm, args: &[Value]) -> Result {
    let string = vm.str_arg(&args[1], "fromhex() argument")?;
    let mut bytes = Vec::with_capacity(string.bytes().len() / 2);
    let mut high: Option<u32> = None;
    let mut length = 0;
    for (place, c) in string.characters().enumerate() {
        length = place + 1;
        let blank = matches!(c, 9..=13 | 32);
        if blank && high.is_none() {
            continue;
        }
        match (char::from_u32(c).and_then(|c| c.to_digit(16)), high) {
            (Some(digit), None) => high = Some(digit),
            (Some(digit), Some(first)) => {
                bytes.push((first << 4 | digit) as u8);
                high = None;
            }
            (None, _) => return Err(not_hexadecimal(vm, place)),
        }
    }
    if high.is_some() {
        return Err(not_hexadecimal(vm, length));
    }
    let plain = |class: ClassIndex| args[0].is_same(vm.heap.class(class).value());
    if plain(ClassIndex::BYTES) {
        return Ok(Value::bytes_object(bytes));
    }
    if plain(ClassIndex::BYTEARRAY) {
        return Ok(object::Ref::new(ClassIndex::BYTEARRAY, ByteArray::new(bytes)).into());
    }
    vm.call(&args[0], &[Value::bytes_object(bytes)])
}

fn not_hexadecimal(vm: &mut Vm, place: usize) -> vm::Raised {
    vm.value_error(format!("non-hexadecimal number found in fromhex() arg at position {place}"))
}
