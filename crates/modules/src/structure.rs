//! `_struct`: values as the bytes of C structures.

use std::rc::Rc;

use num_bigint::BigInt as Big;
use num_traits::ToPrimitive;
use object::{ByteArray, Bytes, ClassIndex, Memory, Module, NativeData, Ref, Str, Value};
use vm::{Method, NativeClass, Raised, Result, Vm, getter, method};

/// One item of a format, at its offset.
struct Field {
    code: u8,
    offset: usize,
    /// Bytes of one.
    size: usize,
    /// For `s` and `p` the length, else how many.
    count: usize,
}

pub struct Layout {
    /// As it was given.
    format: Vec<u8>,
    fields: Vec<Field>,
    size: usize,
    /// How many values go in.
    values: usize,
    big_endian: bool,
    /// The machine's own sizes, and no complaint about floats that do not fit.
    native: bool,
}

#[derive(Default)]
struct State {
    error: Option<ClassIndex>,
    /// The layouts used last.
    known: Vec<Rc<Layout>>,
}

struct Struct(Rc<Layout>);

impl NativeData for Struct {
    fn visit(&self, _: &mut dyn FnMut(&Value)) {}
}

struct Unpacker {
    layout: Rc<Layout>,
    /// UNBOUND when done.
    buffer: Value,
    at: usize,
    length: usize,
}

impl NativeData for Unpacker {
    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        visit(&self.buffer);
    }
}

const FUNCTIONS: &[Method] = &[
    method("calcsize", calc_size, "(format, /)", "Return size in bytes of the struct described by the format string."),
    method("pack", pack, "(*args)", "Return a bytes object containing values packed according to the format string."),
    method(
        "pack_into",
        pack_into,
        "(*args)",
        "Pack values according to the format string into a writable buffer, at an offset.",
    ),
    method(
        "unpack",
        unpack,
        "(format, buffer, /)",
        "Return a tuple containing values unpacked according to the format string.",
    ),
    method(
        "unpack_from",
        unpack_from,
        "(format, /, buffer, offset=0)",
        "Return a tuple containing values unpacked according to the format string, from an offset.",
    ),
    method(
        "iter_unpack",
        iter_unpack,
        "(format, buffer, /)",
        "Return an iterator yielding tuples unpacked from the given bytes.",
    ),
    method("_clearcache", clear_cache, "()", "Clear the internal cache."),
];

const STRUCT: &[Method] = &[
    method("__new__", new, "(cls, format)", "Create and return a new object."),
    method("pack", struct_pack, "(self, /, *args)", "Return a bytes object containing the values."),
    method("pack_into", struct_pack_into, "(self, /, *args)", "Pack values into a writable buffer, at an offset."),
    method("unpack", struct_unpack, "(self, buffer, /)", "Return a tuple containing unpacked values."),
    method(
        "unpack_from",
        struct_unpack_from,
        "(self, /, buffer, offset=0)",
        "Return a tuple containing unpacked values.",
    ),
    method("iter_unpack", struct_iter_unpack, "(self, buffer, /)", "Return an iterator yielding tuples."),
    method("__repr__", repr, "(self, /)", "Return repr(self)."),
];

pub fn install(vm: &mut Vm) {
    vm.add_native_module("_struct", load);
}

fn load(vm: &mut Vm, module: &Ref<Module>) -> Result<()> {
    vm.fill_module(module, FUNCTIONS);
    let doc = "Functions to convert between Python values and C structs.";
    vm.set_module_attr(module, "__doc__", Value::from(doc));
    let base = vm.exception_class("Exception");
    let error = vm.new_exception_class("error", "struct", base);
    vm.module_state::<State>().error = Some(error.get(&vm.heap).index);
    vm.set_module_attr(module, "error", error.into());
    vm.add_data_class::<Struct>(
        module,
        NativeClass {
            name: "Struct",
            module: "_struct",
            doc: "Create a compiled struct object.",
            methods: STRUCT,
            getters: &[
                getter("format", format_text, "struct format string"),
                getter(
                    "size",
                    |vm, args| vm.read(&args[0], |s: &Struct| Value::from_usize(s.0.size)),
                    "struct size in bytes",
                ),
            ],
            ..NativeClass::BASE
        },
    );
    vm.register_data_class::<Unpacker>(NativeClass {
        name: "unpack_iterator",
        module: "_struct",
        flags: object::ClassFlags::NO_NEW,
        methods: &[method("__length_hint__", hint, "(self, /)", "How many are left.")],
        next: Some(next_unpacked),
        ..NativeClass::BASE
    });
    Ok(())
}

fn error(vm: &mut Vm, message: impl Into<String>) -> Raised {
    let class = vm.module_state::<State>().error.unwrap_or(ClassIndex::BASE_EXCEPTION);
    let exception = vm.make_exception(class, vec![Value::from(message.into())]);
    vm.raise_value(exception)
}

// ---- formats -------------------------------------------------------------------------------------

/// Size and alignment of a code; None where the mode does not know it.
fn measure(code: u8, native: bool) -> Option<usize> {
    Some(match code {
        b'x' | b'b' | b'B' | b'c' | b'?' | b's' | b'p' => 1,
        b'h' | b'H' | b'e' => 2,
        b'i' | b'I' | b'f' => 4,
        b'l' | b'L' if !native => 4,
        b'l' | b'L' | b'q' | b'Q' | b'd' => 8,
        b'n' | b'N' | b'P' if native => 8,
        _ => return None,
    })
}

fn layout(vm: &mut Vm, format: &[u8]) -> Result<Rc<Layout>> {
    if let Some(known) = vm.module_state::<State>().known.iter().find(|l| l.format == format) {
        return Ok(known.clone());
    }
    let made = Rc::new(parse(vm, format)?);
    let known = &mut vm.module_state::<State>().known;
    if known.len() >= 64 {
        known.clear();
    }
    known.push(made.clone());
    Ok(made)
}

fn parse(vm: &mut Vm, format: &[u8]) -> Result<Layout> {
    let (native, aligned, big_endian, mut rest) = match format.first() {
        Some(b'@') => (true, true, false, &format[1..]),
        Some(b'=') => (false, false, false, &format[1..]),
        Some(b'<') => (false, false, false, &format[1..]),
        Some(b'>' | b'!') => (false, false, true, &format[1..]),
        _ => (true, true, false, format),
    };
    let (mut fields, mut size, mut values) = (Vec::new(), 0usize, 0usize);
    const LONG: &str = "total struct size too long";
    while let Some((&code, after)) = rest.split_first() {
        rest = after;
        if code.is_ascii_whitespace() {
            continue;
        }
        let (mut count, mut code) = (1usize, code);
        if code.is_ascii_digit() {
            count = (code - b'0') as usize;
            loop {
                let Some((&next, after)) = rest.split_first() else {
                    return Err(error(vm, "repeat count given without format specifier"));
                };
                rest = after;
                if !next.is_ascii_digit() {
                    code = next;
                    break;
                }
                let more = count.checked_mul(10).and_then(|c| c.checked_add((next - b'0') as usize));
                count = more.filter(|c| *c < 1 << 62).ok_or_else(|| error(vm, LONG))?;
            }
        }
        let Some(one) = measure(code, native) else {
            return Err(error(vm, "bad char in struct format"));
        };
        if aligned {
            size = size.next_multiple_of(one);
        }
        let total = one.checked_mul(count).and_then(|t| size.checked_add(t)).filter(|t| *t < 1 << 62);
        let end = total.ok_or_else(|| error(vm, LONG))?;
        match code {
            b'x' => {}
            b's' | b'p' => {
                values += 1;
                fields.push(Field { code, offset: size, size: count, count: 1 });
            }
            _ => {
                values += count;
                if count > 0 {
                    fields.push(Field { code, offset: size, size: one, count });
                }
            }
        }
        size = end;
    }
    Ok(Layout { format: format.to_vec(), fields, size, values, big_endian, native })
}

fn format_bytes(vm: &mut Vm, value: &Value) -> Result<Vec<u8>> {
    if let Some(string) = value.as_ref::<Str>() {
        return Ok(string.bytes().to_vec());
    }
    match value.as_ref::<Bytes>() {
        Some(bytes) => Ok(bytes.0.to_vec()),
        None => {
            let name = vm.type_name(value);
            Err(vm.type_error(format!("Struct() argument 1 must be a str or bytes object, not {name}")))
        }
    }
}

fn layout_of(vm: &mut Vm, format: &Value) -> Result<Rc<Layout>> {
    let format = format_bytes(vm, format)?;
    layout(vm, &format)
}

// ---- packing -------------------------------------------------------------------------------------

fn packed(vm: &mut Vm, layout: &Layout, values: &[Value]) -> Result<Vec<u8>> {
    if values.len() != layout.values {
        let (wanted, got) = (layout.values, values.len());
        return Err(error(vm, format!("pack expected {wanted} items for packing (got {got})")));
    }
    let mut out = vec![0; layout.size];
    let mut values = values.iter();
    for field in &layout.fields {
        for number in 0..field.count {
            let Some(value) = values.next() else {
                break;
            };
            let at = field.offset + number * field.size;
            write(vm, field, value, &mut out[at..at + field.size], layout)?;
        }
    }
    Ok(out)
}

fn write(vm: &mut Vm, field: &Field, value: &Value, out: &mut [u8], layout: &Layout) -> Result<()> {
    let big_endian = layout.big_endian;
    match field.code {
        b'c' => match value.as_ref::<Bytes>() {
            Some(bytes) if bytes.0.len() == 1 => out[0] = bytes.0[0],
            _ => return Err(error(vm, "char format requires a bytes object of length 1")),
        },
        b'?' => out[0] = vm.truth(value)? as u8,
        b's' | b'p' => write_string(vm, field, value, out)?,
        b'e' | b'f' | b'd' => {
            let x = match vm.to_float(value) {
                Ok(x) => x,
                Err(_) if vm.swallow("TypeError") => return Err(error(vm, "required argument is not a float")),
                Err(raised) => return Err(raised),
            };
            write_float(vm, field.code, x, out, layout.native)?;
            if big_endian {
                out.reverse();
            }
        }
        _ => {
            write_integer(vm, field, value, out)?;
            if big_endian {
                out.reverse();
            }
        }
    }
    Ok(())
}

fn write_string(vm: &mut Vm, field: &Field, value: &Value, out: &mut [u8]) -> Result<()> {
    let bytes = match value.as_ref::<Bytes>() {
        Some(bytes) => bytes.0.to_vec(),
        None => match value.as_ref::<ByteArray>() {
            Some(array) => array.get(&vm.heap).bytes.clone(),
            None => {
                let code = field.code as char;
                return Err(error(vm, format!("argument for '{code}' must be a bytes object")));
            }
        },
    };
    if field.code == b's' {
        let count = bytes.len().min(out.len());
        out[..count].copy_from_slice(&bytes[..count]);
    } else if !out.is_empty() {
        let count = bytes.len().min(out.len() - 1);
        out[0] = count.min(255) as u8;
        out[1..1 + count].copy_from_slice(&bytes[..count]);
    }
    Ok(())
}

fn write_float(vm: &mut Vm, code: u8, x: f64, out: &mut [u8], native: bool) -> Result<()> {
    match code {
        b'd' => out.copy_from_slice(&x.to_le_bytes()),
        b'f' => {
            let narrow = x as f32;
            if narrow.is_infinite() && x.is_finite() && !native {
                return Err(vm.overflow_error("float too large to pack with f format"));
            }
            out.copy_from_slice(&narrow.to_le_bytes());
        }
        _ => match to_half(x) {
            Some(half) => out.copy_from_slice(&half.to_le_bytes()),
            None => return Err(vm.overflow_error("float too large to pack with e format")),
        },
    }
    Ok(())
}

/// IEEE 754 binary16, rounded half to even; None where too large.
fn to_half(x: f64) -> Option<u16> {
    let sign = if x.is_sign_negative() { 0x8000 } else { 0 };
    if x.is_nan() {
        return Some(sign | 0x7e00);
    }
    if x.is_infinite() {
        return Some(sign | 0x7c00);
    }
    let size = x.abs();
    if size < 2f64.powi(-14) {
        return Some(sign | (size * 2f64.powi(24)).round_ties_even() as u16);
    }
    let exponent = ((size.to_bits() >> 52) as i32) - 1023;
    let mantissa = (size / 2f64.powi(exponent) * 1024.0).round_ties_even() as u32;
    let bits = ((exponent + 15) as u32) * 1024 + (mantissa - 1024);
    if bits >= 0x7c00 { None } else { Some(sign | bits as u16) }
}

fn from_half(half: u16) -> f64 {
    let sign = if half & 0x8000 != 0 { -1.0 } else { 1.0 };
    let (exponent, mantissa) = ((half >> 10 & 31) as i32, (half & 1023) as f64);
    sign * match exponent {
        0 => mantissa * 2f64.powi(-24),
        31 if mantissa == 0.0 => f64::INFINITY,
        31 => f64::NAN,
        _ => (1.0 + mantissa / 1024.0) * 2f64.powi(exponent - 15),
    }
}

fn write_integer(vm: &mut Vm, field: &Field, value: &Value, out: &mut [u8]) -> Result<()> {
    let n = if vm.as_big(value).is_some() || vm.class_attr_str(value, "__index__").is_some() {
        vm.index_big(value)?
    } else {
        return Err(error(vm, "required argument is not an integer"));
    };
    let bits = field.size as u32 * 8;
    let signed = field.code.is_ascii_lowercase();
    let (low, high) =
        if signed { (-(1i128 << (bits - 1)), (1i128 << (bits - 1)) - 1) } else { (0, (1i128 << bits) - 1) };
    match n.to_i128().filter(|n| low <= *n && *n <= high) {
        Some(n) => {
            out.copy_from_slice(&n.to_le_bytes()[..out.len()]);
            Ok(())
        }
        None => {
            let code = field.code as char;
            Err(error(vm, format!("'{code}' format requires {low} <= number <= {high}")))
        }
    }
}

fn pack(vm: &mut Vm, args: &[Value]) -> Result {
    let given = vm.tuple_items(&args[0]).to_vec();
    let Some((format, values)) = given.split_first() else {
        return Err(vm.type_error("missing format argument"));
    };
    let layout = layout_of(vm, format)?;
    packed(vm, &layout, values).map(Value::bytes_object)
}

fn struct_pack(vm: &mut Vm, args: &[Value]) -> Result {
    let layout = own(vm, &args[0])?;
    let values = vm.tuple_items(&args[1]).to_vec();
    packed(vm, &layout, &values).map(Value::bytes_object)
}

fn pack_into(vm: &mut Vm, args: &[Value]) -> Result {
    let given = vm.tuple_items(&args[0]).to_vec();
    let Some((format, rest)) = given.split_first() else {
        return Err(vm.type_error("missing format argument"));
    };
    let layout = layout_of(vm, format)?;
    put(vm, &layout, rest)
}

fn struct_pack_into(vm: &mut Vm, args: &[Value]) -> Result {
    let layout = own(vm, &args[0])?;
    let rest = vm.tuple_items(&args[1]).to_vec();
    put(vm, &layout, &rest)
}

fn put(vm: &mut Vm, layout: &Layout, given: &[Value]) -> Result {
    let (buffer, offset, values) = match given {
        [] => return Err(error(vm, "pack_into expected buffer argument")),
        [_] => return Err(error(vm, "pack_into expected offset argument")),
        [buffer, offset, values @ ..] => (buffer, offset, values),
    };
    if values.len() != layout.values {
        let (wanted, got) = (layout.values, values.len());
        return Err(error(vm, format!("pack_into expected {wanted} items for packing (got {got})")));
    }
    if buffer.as_ref::<Bytes>().is_some() || vm.buffer(buffer).is_none() {
        let name = vm.type_name(buffer);
        return Err(vm.type_error(format!("argument must be read-write bytes-like object, not {name}")));
    }
    let length = vm.buffer(buffer).map_or(0, |b| b.len());
    let offset = vm.index(offset)?;
    let size = layout.size;
    if offset < 0 && offset + size as i64 > 0 {
        return Err(error(vm, format!("no space to pack {size} bytes at offset {offset}")));
    }
    let at = if offset < 0 { offset + length as i64 } else { offset };
    if at < 0 {
        return Err(error(vm, format!("offset {offset} out of range for {length}-byte buffer")));
    }
    if at as usize > length || length - (at as usize) < size {
        let wanted = at as usize + size;
        let message = format!(
            "pack_into requires a buffer of at least {wanted} bytes for packing {size} bytes at offset {at} \
             (actual buffer size is {length})"
        );
        return Err(error(vm, message));
    }
    let bytes = packed(vm, layout, values)?;
    store(vm, buffer, at as usize, &bytes)?;
    Ok(Value::NONE)
}

/// Writes into a bytearray in place, into others through a memoryview.
fn store(vm: &mut Vm, buffer: &Value, at: usize, bytes: &[u8]) -> Result<()> {
    if let Some(array) = buffer.as_ref::<ByteArray>() {
        vm.bytearray_mut(array, vm::Edit::All(vm::Mutation::Splice), |own| {
            if let Some(place) = own.get_mut(at..at + bytes.len()) {
                place.copy_from_slice(bytes);
            }
        });
        return Ok(());
    }
    let view = if buffer.as_ref::<Memory>().is_some() {
        buffer.clone()
    } else {
        let class = vm.heap.class(ClassIndex::MEMORYVIEW).to_value();
        vm.call(&class, std::slice::from_ref(buffer))?
    };
    let view = vm.call_method(&view, "cast", &[Value::from("B")])?;
    for (place, byte) in bytes.iter().enumerate() {
        vm.set_item(&view, &Value::from_usize(at + place), Value::int(*byte as i64))?;
    }
    Ok(())
}

// ---- unpacking -----------------------------------------------------------------------------------

fn unpacked(layout: &Layout, bytes: &[u8]) -> Value {
    let mut values = Vec::with_capacity(layout.values);
    for field in &layout.fields {
        for number in 0..field.count {
            let at = field.offset + number * field.size;
            values.push(read(field.code, &bytes[at..at + field.size], layout.big_endian));
        }
    }
    Value::tuple(values)
}

fn read(code: u8, bytes: &[u8], big_endian: bool) -> Value {
    match code {
        b'c' | b's' => return Value::bytes_object(bytes),
        b'?' => return Value::bool(bytes[0] != 0),
        b'p' => {
            let count = bytes.first().map_or(0, |n| (*n as usize).min(bytes.len() - 1));
            return Value::bytes_object(bytes.get(1..1 + count).unwrap_or_default());
        }
        _ => {}
    }
    let mut word = [0u8; 8];
    let size = bytes.len();
    for (place, byte) in bytes.iter().enumerate() {
        word[if big_endian { size - 1 - place } else { place }] = *byte;
    }
    let bits = u64::from_le_bytes(word);
    match code {
        b'd' => Value::float(f64::from_bits(bits)),
        b'f' => Value::float(f32::from_bits(bits as u32) as f64),
        b'e' => Value::float(from_half(bits as u16)),
        _ if code.is_ascii_lowercase() => {
            let shift = 64 - size as u32 * 8;
            Value::from_i64((bits << shift) as i64 >> shift)
        }
        _ => match i64::try_from(bits) {
            Ok(n) => Value::from_i64(n),
            Err(_) => Value::big_int(Big::from(bits)),
        },
    }
}

fn unpack(vm: &mut Vm, args: &[Value]) -> Result {
    let layout = layout_of(vm, &args[0])?;
    take(vm, &layout, &args[1])
}

fn struct_unpack(vm: &mut Vm, args: &[Value]) -> Result {
    let layout = own(vm, &args[0])?;
    take(vm, &layout, &args[1])
}

fn take(vm: &mut Vm, layout: &Layout, buffer: &Value) -> Result {
    match vm.buffer(buffer) {
        Some(bytes) if bytes.len() == layout.size => Ok(unpacked(layout, &bytes)),
        Some(_) => Err(error(vm, format!("unpack requires a buffer of {} bytes", layout.size))),
        None => vm.bytes_like(buffer).map(|_| Value::NONE),
    }
}

fn unpack_from(vm: &mut Vm, args: &[Value]) -> Result {
    let layout = layout_of(vm, &args[0])?;
    take_from(vm, &layout, &args[1], &args[2])
}

fn struct_unpack_from(vm: &mut Vm, args: &[Value]) -> Result {
    let layout = own(vm, &args[0])?;
    take_from(vm, &layout, &args[1], &args[2])
}

fn take_from(vm: &mut Vm, layout: &Layout, buffer: &Value, offset: &Value) -> Result {
    let offset = vm.index(offset)?;
    let Some(length) = vm.buffer(buffer).map(|b| b.len()) else {
        return vm.bytes_like(buffer).map(|_| Value::NONE);
    };
    let size = layout.size;
    if offset < 0 && offset + size as i64 > 0 {
        return Err(error(vm, format!("not enough data to unpack {size} bytes at offset {offset}")));
    }
    let at = if offset < 0 { offset + length as i64 } else { offset };
    if at < 0 {
        return Err(error(vm, format!("offset {offset} out of range for {length}-byte buffer")));
    }
    let at = at as usize;
    if at > length || length - at < size {
        let wanted = at + size;
        let message = format!(
            "unpack_from requires a buffer of at least {wanted} bytes for unpacking {size} bytes at offset {at} \
             (actual buffer size is {length})"
        );
        return Err(error(vm, message));
    }
    Ok(vm.buffer(buffer).map_or(Value::NONE, |bytes| unpacked(layout, &bytes[at..at + size])))
}

fn iter_unpack(vm: &mut Vm, args: &[Value]) -> Result {
    let layout = layout_of(vm, &args[0])?;
    iterate(vm, layout, &args[1])
}

fn struct_iter_unpack(vm: &mut Vm, args: &[Value]) -> Result {
    let layout = own(vm, &args[0])?;
    iterate(vm, layout, &args[1])
}

fn iterate(vm: &mut Vm, layout: Rc<Layout>, buffer: &Value) -> Result {
    if layout.size == 0 {
        return Err(error(vm, "cannot iteratively unpack with a struct of length 0"));
    }
    let Some(length) = vm.buffer(buffer).map(|b| b.len()) else {
        return vm.bytes_like(buffer).map(|_| Value::NONE);
    };
    if length % layout.size != 0 {
        let size = layout.size;
        return Err(error(vm, format!("iterative unpacking requires a buffer of a multiple of {size} bytes")));
    }
    Ok(vm.make(Unpacker { layout, buffer: buffer.clone(), at: 0, length }))
}

fn next_unpacked(vm: &mut Vm, it: &Value) -> Result<Option<Value>> {
    let (layout, buffer, at, length) =
        vm.read(it, |u: &Unpacker| (u.layout.clone(), u.buffer.clone(), u.at, u.length))?;
    if at + layout.size > length {
        return Ok(None);
    }
    vm.state(it, |u: &mut Unpacker| u.at += layout.size)?;
    Ok(vm.buffer(&buffer).and_then(|b| b.get(at..at + layout.size).map(|b| unpacked(&layout, b))))
}

fn hint(vm: &mut Vm, args: &[Value]) -> Result {
    vm.read(&args[0], |u: &Unpacker| Value::from_usize((u.length - u.at) / u.layout.size))
}

// ---- Struct --------------------------------------------------------------------------------------

fn own(vm: &mut Vm, value: &Value) -> Result<Rc<Layout>> {
    vm.read(value, |s: &Struct| s.0.clone())
}

fn new(vm: &mut Vm, args: &[Value]) -> Result {
    let layout = layout_of(vm, &args[1])?;
    vm.new_data(&args[0], Struct(layout))
}

fn format_text(vm: &mut Vm, args: &[Value]) -> Result {
    let layout = own(vm, &args[0])?;
    Ok(Value::from(String::from_utf8_lossy(&layout.format).into_owned()))
}

fn repr(vm: &mut Vm, args: &[Value]) -> Result {
    let format = format_text(vm, args)?;
    let (name, format) = (vm.short_type_name(&args[0]), vm.repr_text(&format)?);
    Ok(Value::from(format!("{name}({format})")))
}

fn calc_size(vm: &mut Vm, args: &[Value]) -> Result {
    layout_of(vm, &args[0]).map(|l| Value::from_usize(l.size))
}

fn clear_cache(vm: &mut Vm, _: &[Value]) -> Result {
    vm.module_state::<State>().known.clear();
    Ok(Value::NONE)
}
