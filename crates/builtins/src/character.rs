//! The built-in functions between text and everything else: ascii, chr, format, ord.

use object::{Str, Value};
use text::wtf8;
use vm::{Method, Result, Vm, method};

const FUNCTIONS: &[Method] = &[
    method("ascii", ascii, "(obj, /)", "Return an ASCII-only representation of an object."),
    method("chr", chr, "(i, /)", "Return a Unicode string of one character with ordinal i; 0 <= i <= 0x10ffff."),
    method("format", format, "(value, format_spec='', /)", "Return type(value).__format__(value, format_spec)."),
    method("ord", ord, "(c, /)", "Return the Unicode code point for a one-character string."),
];

pub fn install(vm: &mut Vm) {
    for function in FUNCTIONS {
        let value = vm.native_function(function, "builtins");
        vm.set_builtin(function.name, value);
    }
}

fn ascii(vm: &mut Vm, args: &[Value]) -> Result {
    vm.ascii(&args[0])
}

fn chr(vm: &mut Vm, args: &[Value]) -> Result {
    let code = match args[0].as_small_int() {
        Some(code @ 0..0x80) => return Ok(vm.character(&[code as u8])),
        Some(code) => code,
        None => vm.index_clamped(&args[0])?,
    };
    match u32::try_from(code).ok().filter(|c| *c < 0x110000) {
        Some(code) => Ok(vm.character(&wtf8::from_characters([code]))),
        None => Err(vm.value_error("chr() arg not in range(0x110000)")),
    }
}

fn ord(vm: &mut Vm, args: &[Value]) -> Result {
    let (code, length) = if let Some(string) = args[0].as_ref::<Str>() {
        if let [only] = string.bytes() {
            return Ok(Value::int(*only as i64));
        }
        (string.characters().next(), string.len())
    } else if args[0].as_ref::<object::Bytes>().is_some() || args[0].as_ref::<object::ByteArray>().is_some() {
        let bytes = vm.buffer(&args[0]).unwrap_or_default();
        (bytes.first().map(|b| *b as u32), bytes.len())
    } else {
        let message = format!("ord() expected string of length 1, but {} found", vm.type_name(&args[0]));
        return Err(vm.type_error(message));
    };
    match (code, length) {
        (Some(c), 1) => Ok(Value::int(c as i64)),
        (_, n) => Err(vm.type_error(format!("ord() expected a character, but string of length {n} found"))),
    }
}

fn format(vm: &mut Vm, args: &[Value]) -> Result {
    let spec = vm.str_arg(&args[1], "format() argument 2")?;
    Ok(vm.format_value(&args[0], spec.value())?.into())
}
