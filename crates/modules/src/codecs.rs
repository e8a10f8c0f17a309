//! `_codecs`: the registry of codecs and the built-in encodings, function by function.

use num_traits::ToPrimitive;
use object::{Bytes, Dict, Module, Ref, Str, Value, dunder};
use text::codec::{self, Encoding, Fault, Order};
use text::wtf8;
use vm::{Decoder, Encoder, Method, Result, Vm, method};

const FUNCTIONS: &[Method] = &[
    method("register", register, "(search_function, /)", "Register a codec search function."),
    method("unregister", unregister, "(search_function, /)", "Unregister a codec search function."),
    method("lookup", lookup, "(encoding, /)", "Looks up a codec tuple in the Python codec registry."),
    method("encode", encode, "(obj, encoding='utf-8', errors='strict')", "Encodes obj using the codec."),
    method("decode", decode, "(obj, encoding='utf-8', errors='strict')", "Decodes obj using the codec."),
    method("register_error", register_error, "(errors, handler, /)", "Register the error handler under a name."),
    method("_unregister_error", unregister_error, "(errors, /)", "Un-register the error handler of this name."),
    method("lookup_error", lookup_error, "(name, /)", "Return the error handler for the specified name."),
    method("escape_encode", escape_encode, "(data, errors=None, /)", ""),
    method("escape_decode", escape_decode, "(data, errors=None, /)", ""),
    method("charmap_build", charmap_build, "(map, /)", "Build an encoding map."),
    method("charmap_encode", charmap_encode, "(str, errors=None, mapping=None, /)", ""),
    method("charmap_decode", charmap_decode, "(data, errors=None, mapping=None, /)", ""),
    method("readbuffer_encode", read_buffer, "(data, errors=None, /)", ""),
    method("utf_7_encode", utf_7_encode, "(str, errors=None, /)", ""),
    method("utf_7_decode", utf_7_decode, "(data, errors=None, final=False, /)", ""),
    method("utf_16_ex_decode", utf_16_ex_decode, "(data, errors=None, byteorder=0, final=False, /)", ""),
    method("utf_32_ex_decode", utf_32_ex_decode, "(data, errors=None, byteorder=0, final=False, /)", ""),
    method("utf_16_encode", utf_16_encode, "(str, errors=None, byteorder=0, /)", ""),
    method("utf_32_encode", utf_32_encode, "(str, errors=None, byteorder=0, /)", ""),
];

macro_rules! encodings {
    ($($encoding:expr, $encode:ident, $decode:ident;)*) => {
        $(
            fn $encode(vm: &mut Vm, args: &[Value]) -> Result {
                native_encode(vm, args, $encoding, stringify!($encode))
            }
            fn $decode(vm: &mut Vm, args: &[Value]) -> Result {
                native_decode(vm, args, $encoding)
            }
        )*
        const ENCODINGS: &[Method] = &[$(
            method(stringify!($encode), $encode, "(str, errors=None, /)", ""),
            method(stringify!($decode), $decode, "(data, errors=None, final=<unset>, /)", ""),
        )*];
    };
}

encodings! {
    Encoding::Utf8, utf_8_encode, utf_8_decode;
    Encoding::Latin1, latin_1_encode, latin_1_decode;
    Encoding::Ascii, ascii_encode, ascii_decode;
    Encoding::Utf16(Order::Marked), utf_16_marked_encode, utf_16_decode;
    Encoding::Utf16(Order::Little), utf_16_le_encode, utf_16_le_decode;
    Encoding::Utf16(Order::Big), utf_16_be_encode, utf_16_be_decode;
    Encoding::Utf32(Order::Marked), utf_32_marked_encode, utf_32_decode;
    Encoding::Utf32(Order::Little), utf_32_le_encode, utf_32_le_decode;
    Encoding::Utf32(Order::Big), utf_32_be_encode, utf_32_be_decode;
    Encoding::UnicodeEscape, unicode_escape_encode, unicode_escape_decode;
    Encoding::RawUnicodeEscape, raw_unicode_escape_encode, raw_unicode_escape_decode;
}

pub fn install(vm: &mut Vm) {
    vm.add_native_module("_codecs", |vm, module: &Ref<Module>| {
        let shown = ENCODINGS.iter().filter(|m| !m.name.ends_with("marked_encode"));
        let all: Vec<Method> = shown.chain(FUNCTIONS).copied().collect();
        vm.fill_module(module, &all);
        Ok(())
    });
}

// ---- the registry ---------------------------------------------------------------------------------------

fn is_callable(vm: &mut Vm, value: &Value) -> bool {
    use object::Kind::{Builtin, Class, Function, Method};
    matches!(value.kind(), Some(Function | Builtin | Method | Class)) || vm.dunder_of(value, dunder::CALL).is_some()
}

fn register(vm: &mut Vm, args: &[Value]) -> Result {
    if !is_callable(vm, &args[0]) {
        return Err(vm.type_error("argument must be callable"));
    }
    vm.codecs.search.push(args[0].clone());
    Ok(Value::NONE)
}

fn unregister(vm: &mut Vm, args: &[Value]) -> Result {
    if let Some(place) = vm.codecs.search.iter().position(|s| s.is_same(&args[0])) {
        let removed = vm.codecs.search.remove(place);
        let found = std::mem::take(&mut vm.codecs.found);
        drop((removed, found));
    }
    Ok(Value::NONE)
}

fn lookup(vm: &mut Vm, args: &[Value]) -> Result {
    let encoding = vm.codec_name(&args[0], "lookup() argument")?;
    vm.find_codec(&encoding)
}

fn converted(vm: &mut Vm, args: &[Value], way: usize, name: &str) -> Result {
    let encoding = vm.codec_name(&args[1], &format!("{name}() argument 'encoding'"))?;
    let errors = vm.codec_name(&args[2], &format!("{name}() argument 'errors'"))?;
    let codec = vm.find_codec(&encoding)?;
    let converter = vm.tuple_items(&codec)[way].clone();
    vm.call_codec(&converter, &args[0], &errors)
}

fn encode(vm: &mut Vm, args: &[Value]) -> Result {
    converted(vm, args, 0, "encode")
}

fn decode(vm: &mut Vm, args: &[Value]) -> Result {
    converted(vm, args, 1, "decode")
}

fn register_error(vm: &mut Vm, args: &[Value]) -> Result {
    let name = vm.codec_name(&args[0], "register_error() argument 1")?;
    if !is_callable(vm, &args[1]) {
        return Err(vm.type_error("handler must be callable"));
    }
    let old = vm.codecs.handlers.insert(name, args[1].clone());
    drop(old);
    Ok(Value::NONE)
}

fn unregister_error(vm: &mut Vm, args: &[Value]) -> Result {
    let name = vm.codec_name(&args[0], "_unregister_error() argument")?;
    let old = vm.codecs.handlers.remove(&name);
    Ok(Value::bool(old.is_some()))
}

fn lookup_error(vm: &mut Vm, args: &[Value]) -> Result {
    let name = vm.codec_name(&args[0], "lookup_error() argument")?;
    vm.error_handler(&name)
}

// ---- arguments and results --------------------------------------------------------------------------------

fn errors_of(vm: &mut Vm, value: &Value) -> Result<String> {
    if value.is_none() { Ok("strict".to_string()) } else { vm.codec_name(value, "argument 'errors'") }
}

fn pair(made: Value, used: usize) -> Result {
    Ok(Value::tuple_of([made, Value::from_usize(used)]))
}

fn native_encode(vm: &mut Vm, args: &[Value], encoding: Encoding, name: &str) -> Result {
    let text = vm.str_arg(&args[0], &format!("{name}() argument 1"))?;
    let errors = errors_of(vm, &args[1])?;
    let bytes = vm.encode_native(encoding, &text, &errors)?;
    pair(Value::bytes_object(bytes), text.len())
}

/// The bytes of an argument; a str for the escapes is taken as UTF-8.
fn data_of(vm: &mut Vm, value: &Value) -> Result<Vec<u8>> {
    match value.as_ref::<Str>() {
        Some(text) => Ok(text.bytes().to_vec()),
        None => vm.bytes_like(value),
    }
}

fn native_decode(vm: &mut Vm, args: &[Value], encoding: Encoding) -> Result {
    let escapes = matches!(encoding, Encoding::UnicodeEscape | Encoding::RawUnicodeEscape);
    let bytes = if escapes { data_of(vm, &args[0])? } else { vm.bytes_like(&args[0])? };
    let errors = errors_of(vm, &args[1])?;
    let last = match args[2].is_unbound() {
        true => escapes,
        false => vm.truth(&args[2])?,
    };
    let object = if args[0].as_ref::<Str>().is_some() { Value::bytes_object(bytes.clone()) } else { args[0].clone() };
    let (text, used) = vm.decode_native(encoding, &object, &bytes, &errors, last)?;
    pair(text.into(), used)
}

fn ordered_encode(vm: &mut Vm, args: &[Value], to: fn(Order) -> Encoding, name: &str) -> Result {
    let order = match vm.index(&args[2])? {
        0 => Order::Marked,
        n if n < 0 => Order::Little,
        _ => Order::Big,
    };
    native_encode(vm, args, to(order), name)
}

fn utf_16_encode(vm: &mut Vm, args: &[Value]) -> Result {
    ordered_encode(vm, args, Encoding::Utf16, "utf_16_encode")
}

fn utf_32_encode(vm: &mut Vm, args: &[Value]) -> Result {
    ordered_encode(vm, args, Encoding::Utf32, "utf_32_encode")
}

/// The text, how many bytes were used, and the order that was found: -1 for little, 1 for big, 0 for none yet.
fn extended_decode(vm: &mut Vm, args: &[Value], to: fn(Order) -> Encoding) -> Result {
    let bytes = vm.bytes_like(&args[0])?;
    let errors = errors_of(vm, &args[1])?;
    let given = vm.index(&args[2])?;
    let last = vm.truth(&args[3])?;
    let encoding = to(match given {
        0 => Order::Marked,
        n if n < 0 => Order::Little,
        _ => Order::Big,
    });
    let (found, mark) = codec::resolve_mark(encoding, &bytes);
    let order = match found {
        _ if given != 0 => given.signum(),
        Encoding::Utf16(Order::Big) | Encoding::Utf32(Order::Big) => 1,
        _ if mark > 0 => -1,
        _ => 0,
    };
    let (text, used) = vm.decode_native(encoding, &args[0], &bytes, &errors, last)?;
    Ok(Value::tuple_of([text.into(), Value::from_usize(used), Value::int(order)]))
}

fn utf_16_ex_decode(vm: &mut Vm, args: &[Value]) -> Result {
    extended_decode(vm, args, Encoding::Utf16)
}

fn utf_32_ex_decode(vm: &mut Vm, args: &[Value]) -> Result {
    extended_decode(vm, args, Encoding::Utf32)
}

fn utf_7_encode(vm: &mut Vm, args: &[Value]) -> Result {
    let text = vm.str_arg(&args[0], "utf_7_encode() argument 1")?;
    pair(Value::bytes_object(codec::encode_utf7(text.bytes())), text.len())
}

fn utf_7_decode(vm: &mut Vm, args: &[Value]) -> Result {
    let bytes = vm.bytes_like(&args[0])?;
    let errors = errors_of(vm, &args[1])?;
    let last = vm.truth(&args[2])?;
    let step: Decoder = &|_, bytes, from, out| Ok(codec::decode_utf7(bytes, from, last, out));
    let (text, used) = vm.decode_with(step, ("utf7", None), &args[0], (&bytes, 0), &errors)?;
    pair(text.into(), used)
}

fn escape_encode(vm: &mut Vm, args: &[Value]) -> Result {
    let Some(bytes) = args[0].as_ref::<Bytes>() else {
        let message = format!("escape_encode() argument 1 must be bytes, not {}", vm.type_name(&args[0]));
        return Err(vm.type_error(message));
    };
    pair(Value::bytes_object(codec::encode_string_escape(&bytes.0)), bytes.0.len())
}

fn escape_decode(vm: &mut Vm, args: &[Value]) -> Result {
    let bytes = data_of(vm, &args[0])?;
    let errors = errors_of(vm, &args[1])?;
    let mut out = Vec::new();
    let mut from = 0;
    while from <= bytes.len() {
        let fault = match codec::decode_string_escape(&bytes[from..], &mut out) {
            Ok(()) => break,
            Err(fault) => fault,
        };
        let place = from + fault.start;
        match errors.as_str() {
            "strict" if fault.reason.starts_with("Trailing") => return Err(vm.value_error(fault.reason)),
            "strict" => return Err(vm.value_error(format!("{} at position {place}", fault.reason))),
            "replace" => out.push(b'?'),
            "ignore" => {}
            _ => {
                let message = format!("decoding error; unknown error handling code: {errors}");
                return Err(vm.value_error(message));
            }
        }
        from += fault.end;
    }
    pair(Value::bytes_object(out), bytes.len())
}

fn read_buffer(vm: &mut Vm, args: &[Value]) -> Result {
    let bytes = data_of(vm, &args[0])?;
    let length = bytes.len();
    pair(Value::bytes_object(bytes), length)
}

// ---- character maps -------------------------------------------------------------------------------------------

const UNDEFINED: &str = "character maps to <undefined>";

/// A dict from characters to bytes, for a string that maps bytes to characters.
fn charmap_build(vm: &mut Vm, args: &[Value]) -> Result {
    let map = vm.str_arg(&args[0], "charmap_build() argument")?;
    let dict = Ref::<Dict>::dict();
    for (byte, c) in map.characters().enumerate() {
        if c != 0xfffe {
            vm.dict_set(&dict, Value::int(c as i64), Value::from_usize(byte))?;
        }
    }
    Ok(dict.into())
}

/// What a map has for a key; None where it has nothing or None.
fn mapped(vm: &mut Vm, map: &Value, key: u32) -> Result<Option<Value>> {
    match vm.get_item(map, &Value::int(key as i64)) {
        Ok(found) if found.is_none() => Ok(None),
        Ok(found) => Ok(Some(found)),
        Err(_) if vm.swallow("LookupError") => Ok(None),
        Err(raised) => Err(raised),
    }
}

/// The bytes of one character under a map.
fn mapped_bytes(vm: &mut Vm, map: &Value, c: u32) -> Result<Option<Vec<u8>>> {
    let Some(found) = mapped(vm, map, c)? else {
        return Ok(None);
    };
    if let Some(bytes) = found.as_ref::<Bytes>() {
        return Ok(Some(bytes.0.to_vec()));
    }
    match vm.as_big(&found) {
        Some(n) => match n.to_u8() {
            Some(byte) => Ok(Some(vec![byte])),
            None => Err(vm.type_error("character mapping must be in range(256)")),
        },
        None => {
            let name = vm.type_name(&found);
            Err(vm.type_error(format!("character mapping must return integer, bytes or None, not {name}")))
        }
    }
}

fn charmap_encode(vm: &mut Vm, args: &[Value]) -> Result {
    if args[2].is_none() {
        return native_encode(vm, args, Encoding::Latin1, "charmap_encode");
    }
    let text = vm.str_arg(&args[0], "charmap_encode() argument 1")?;
    let errors = errors_of(vm, &args[1])?;
    let map = &args[2];
    let step: Encoder = &|vm, text, from, out| {
        let mut characters = wtf8::characters(&text[from..]);
        let mut missing: Option<usize> = None;
        loop {
            let at = text.len() - characters.rest().len();
            let Some(c) = characters.next() else {
                return Ok(missing.map(|start| Fault { start, end: at, reason: UNDEFINED }));
            };
            match (mapped_bytes(vm, map, c)?, missing) {
                (Some(bytes), None) => out.extend_from_slice(&bytes),
                (Some(_), Some(start)) => return Ok(Some(Fault { start, end: at, reason: UNDEFINED })),
                (None, _) => missing = missing.or(Some(at)),
            }
        }
    };
    let mut out = Vec::with_capacity(text.len());
    vm.encode_with(step, "charmap", None, &text, &errors, &mut out)?;
    pair(Value::bytes_object(out), text.len())
}

/// The text of one byte under a map, appended; false where it has none.
fn push_mapped(vm: &mut Vm, map: &Value, byte: u8, out: &mut Vec<u8>) -> Result<bool> {
    if let Some(table) = map.as_ref::<Str>() {
        let c = wtf8::characters(table.slice(byte as usize, byte as usize + 1)).next();
        return Ok(match c {
            None | Some(0xfffe) => false,
            Some(c) => {
                wtf8::push(out, c);
                true
            }
        });
    }
    let Some(found) = mapped(vm, map, byte as u32)? else {
        return Ok(false);
    };
    if let Some(text) = found.as_ref::<Str>() {
        if text.bytes() == "\u{fffe}".as_bytes() {
            return Ok(false);
        }
        out.extend_from_slice(text.bytes());
        return Ok(true);
    }
    match vm.as_big(&found) {
        Some(n) => match n.to_u32().filter(|c| *c < 0x110000) {
            Some(0xfffe) => Ok(false),
            Some(c) => {
                wtf8::push(out, c);
                Ok(true)
            }
            None => Err(vm.type_error("character mapping must be in range(0x110000)")),
        },
        None => Err(vm.type_error("character mapping must return integer, None or str")),
    }
}

fn charmap_decode(vm: &mut Vm, args: &[Value]) -> Result {
    if args[2].is_none() {
        return native_decode(vm, args, Encoding::Latin1);
    }
    let bytes = vm.bytes_like(&args[0])?;
    let errors = errors_of(vm, &args[1])?;
    let map = &args[2];
    let step: Decoder = &|vm, bytes, from, out| {
        for (place, byte) in bytes.iter().enumerate().skip(from) {
            if !push_mapped(vm, map, *byte, out)? {
                return Ok(Err(Fault { start: place, end: place + 1, reason: UNDEFINED }));
            }
        }
        Ok(Ok(bytes.len()))
    };
    let (text, used) = vm.decode_with(step, ("charmap", None), &args[0], (&bytes, 0), &errors)?;
    pair(text.into(), used)
}
