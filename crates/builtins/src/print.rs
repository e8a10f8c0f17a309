//! The built-in functions between text and everything else: print, input, format, ascii, chr, ord, bin, oct, hex.

use object::{Str, Value};
use text::wtf8;
use vm::{Method, Result, Vm, method};

const FUNCTIONS: &[Method] = &[
    method("ascii", ascii, "(obj, /)", "Return an ASCII-only representation of an object."),
    method("bin", bin, "(number, /)", "Return the binary representation of an integer."),
    method("chr", chr, "(i, /)", "Return a Unicode string of one character with ordinal i; 0 <= i <= 0x10ffff."),
    method("format", format, "(value, format_spec='', /)", "Return type(value).__format__(value, format_spec)."),
    method("hex", hex, "(number, /)", "Return the hexadecimal representation of an integer."),
    method("input", input, "(prompt='', /)", "Read a string from standard input.  The trailing newline is stripped."),
    method("oct", oct, "(number, /)", "Return the octal representation of an integer."),
    method("ord", ord, "(c, /)", "Return the Unicode code point for a one-character string."),
    method("print", print, "(*args, sep=' ', end=None, file=None, flush=False)", "Prints the values to a stream."),
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

fn radix(vm: &mut Vm, args: &[Value], radix: u32, prefix: &str) -> Result {
    let whole = vm.index_value(&args[0])?;
    let (negative, digits) = crate::format::magnitude(vm, &whole, radix)?;
    Ok(Value::from(format!("{}{prefix}{digits}", if negative { "-" } else { "" })))
}

fn bin(vm: &mut Vm, args: &[Value]) -> Result {
    radix(vm, args, 2, "0b")
}

fn oct(vm: &mut Vm, args: &[Value]) -> Result {
    radix(vm, args, 8, "0o")
}

fn hex(vm: &mut Vm, args: &[Value]) -> Result {
    radix(vm, args, 16, "0x")
}

fn chr(vm: &mut Vm, args: &[Value]) -> Result {
    let code = vm.index_clamped(&args[0])?;
    match u32::try_from(code).ok().filter(|c| *c < 0x110000) {
        Some(code) => Ok(vm.character(&wtf8::from_characters([code]))),
        None => Err(vm.value_error("chr() arg not in range(0x110000)")),
    }
}

fn ord(vm: &mut Vm, args: &[Value]) -> Result {
    let (code, length) = if let Some(string) = args[0].as_ref::<Str>() {
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

fn input(vm: &mut Vm, args: &[Value]) -> Result {
    let prompt = vm.str_text(&args[0])?;
    vm.write_stdout(&prompt)?;
    let line = match vm.host.read_line() {
        Ok(line) => line,
        Err(error) => return Err(vm.io_error(&error, None)),
    };
    if line.is_empty() {
        return Err(vm.error("EOFError", "EOF when reading a line"));
    }
    let text = String::from_utf8_lossy(&line);
    Ok(Value::from(text.strip_suffix('\n').unwrap_or(&text)))
}

/// A separator of `print`, or its default.
fn separator(vm: &mut Vm, value: &Value, name: &str, default: &str) -> Result<Vec<u8>> {
    match value.as_ref::<Str>() {
        Some(string) => Ok(string.bytes().to_vec()),
        None if value.is_none() => Ok(default.as_bytes().to_vec()),
        None => {
            let message = format!("{name} must be None or a string, not {}", vm.type_name(value));
            Err(vm.type_error(message))
        }
    }
}

fn print(vm: &mut Vm, args: &[Value]) -> Result {
    let items = vm.tuple_items(&args[0]).to_vec();
    let separator_text = separator(vm, &args[1], "sep", " ")?;
    let end = separator(vm, &args[2], "end", "\n")?;
    let mut text = Vec::new();
    for (place, item) in items.iter().enumerate() {
        if place > 0 {
            text.extend_from_slice(&separator_text);
        }
        text.extend_from_slice(vm.str(item)?.bytes());
    }
    text.extend_from_slice(&end);
    let text = Value::from(object::Ref::from_wtf8(text));
    if args[3].is_none() {
        vm.write_stdout_value(&text)?;
    } else {
        vm.call_method(&args[3], "write", &[text])?;
        if vm.truth(&args[4])? {
            vm.call_method(&args[3], "flush", &[])?;
        }
    }
    Ok(Value::NONE)
}
