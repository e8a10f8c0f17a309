//! bytes and bytearray: what both have. What changes a bytearray is in `array.rs`.

mod array;
mod hex;
mod search;
mod shape;

use object::{ByteArray, Bytes, ClassIndex, Kind, Slice, Str, Value, dunder};
use vm::{Comparison, Method, Result, Vm, method};

use crate::string::{Mode, percent, repeated};

pub(crate) use hex::hex;

const BYTES: &[Method] = &[
    method(
        "__new__",
        new,
        "(cls, /, source=<unset>, encoding=<unset>, errors=<unset>)",
        "An immutable array of bytes.",
    ),
    method("__repr__", repr, "(self, /)", "Return repr(self)."),
    method("__hash__", hash, "(self, /)", "Return hash(self)."),
    method("__bytes__", to_bytes, "(self, /)", "Convert this value to exact type bytes."),
    method("__getnewargs__", new_arguments, "(self, /)", ""),
];

const SHARED: &[Method] = &[
    method("__str__", str, "(self, /)", "Return str(self)."),
    method("__len__", len, "(self, /)", "Return len(self)."),
    method("__add__", add, "(self, value, /)", "Return self+value."),
    method("__mul__", mul, "(self, value, /)", "Return self*value."),
    method("__rmul__", mul, "(self, value, /)", "Return value*self."),
    method("__mod__", modulo, "(self, value, /)", "Return self%value."),
    method("__rmod__", reflected_modulo, "(self, value, /)", "Return value%self."),
    method("__contains__", search::contains, "(self, key, /)", "Return bool(key in self)."),
    method("__getitem__", get_item, "(self, key, /)", "Return self[key]."),
    method("__iter__", iter, "(self, /)", "Implement iter(self)."),
    method("__eq__", equal, "(self, value, /)", "Return self==value."),
    method("__ne__", not_equal, "(self, value, /)", "Return self!=value."),
    method("__lt__", less, "(self, value, /)", "Return self<value."),
    method("__le__", less_equal, "(self, value, /)", "Return self<=value."),
    method("__gt__", greater, "(self, value, /)", "Return self>value."),
    method("__ge__", greater_equal, "(self, value, /)", "Return self>=value."),
    method("__sizeof__", size, "(self, /)", "Return the size of the object in memory, in bytes."),
    method("decode", decode, "(self, /, encoding='utf-8', errors='strict')", "Decode the bytes using the codec."),
    method("join", join, "(self, iterable_of_bytes, /)", "Concatenate any number of bytes objects."),
];

pub fn install(vm: &mut Vm) {
    for (class, name) in [(ClassIndex::BYTES, "bytes"), (ClassIndex::BYTEARRAY, "bytearray")] {
        for table in [SHARED, search::METHODS, shape::METHODS, hex::METHODS] {
            vm.fill_class(class, table, &[]);
        }
        let value = vm.heap.class(class).to_value();
        vm.set_builtin(name, value);
    }
    vm.fill_class(ClassIndex::BYTES, BYTES, &[]);
    array::install(vm);
}

/// The receiver's bytes.
pub(crate) fn own<'a>(vm: &'a Vm, value: &'a Value) -> &'a [u8] {
    vm.plain_buffer(value).unwrap_or_default()
}

/// New bytes of the receiver's own kind: bytes, or a bytearray.
pub(crate) fn like(receiver: &Value, bytes: Vec<u8>) -> Value {
    match receiver.kind() {
        Some(Kind::ByteArray) => array::made(bytes),
        _ => Value::bytes_object(bytes),
    }
}

/// The receiver itself where it is plain bytes, which never change; else a copy.
pub(crate) fn unchanged(vm: &Vm, receiver: &Value) -> Value {
    if vm.heap.class_index_of(receiver) == ClassIndex::BYTES {
        return receiver.clone();
    }
    like(receiver, own(vm, receiver).to_vec())
}

/// TypeError if it is no bytes-like object.
pub(crate) fn require(vm: &mut Vm, value: &Value) -> Result<()> {
    if vm.buffer(value).is_some() {
        return Ok(());
    }
    vm.bytes_like(value).map(drop)
}

/// One byte out of an int.
pub(crate) fn byte(vm: &mut Vm, value: &Value) -> Result<u8> {
    let n = vm.index_clamped(value)?;
    u8::try_from(n).map_err(|_| vm.value_error("byte must be in range(0, 256)"))
}

fn new(vm: &mut Vm, args: &[Value]) -> Result {
    let plain = args[0].is_same(vm.heap.class(ClassIndex::BYTES).value());
    if plain && args[2].is_unbound() && args[3].is_unbound() && vm.heap.class_index_of(&args[1]) == ClassIndex::BYTES {
        return Ok(args[1].clone());
    }
    let bytes = match from_hook(vm, &args[1..])? {
        Some(bytes) => bytes,
        None => source(vm, &args[1..], "bytes")?,
    };
    if plain {
        return Ok(Value::bytes_object(bytes));
    }
    vm.new_object(&args[0], Bytes(bytes.into()))
}

/// What `__bytes__` gives, for `bytes(object)`.
fn from_hook(vm: &mut Vm, args: &[Value]) -> Result<Option<Vec<u8>>> {
    if args[0].is_unbound() || !args[1].is_unbound() || !args[2].is_unbound() {
        return Ok(None);
    }
    let Some(result) = vm.call_dunder(&args[0], dunder::BYTES, &[]) else {
        return Ok(None);
    };
    let result = result?;
    match result.as_ref::<Bytes>() {
        Some(bytes) => Ok(Some(bytes.0.to_vec())),
        None => {
            let message = format!("__bytes__ returned non-bytes (type {})", vm.type_name(&result));
            Err(vm.type_error(message))
        }
    }
}

/// The bytes that a constructor's arguments describe.
pub(crate) fn source(vm: &mut Vm, args: &[Value], what: &str) -> Result<Vec<u8>> {
    let (source, encoding, errors) = (&args[0], &args[1], &args[2]);
    let decorated = !encoding.is_unbound() || !errors.is_unbound();
    if source.is_unbound() {
        return match decorated {
            true => Err(vm.type_error(no_string(encoding))),
            false => Ok(vec![]),
        };
    }
    if let Some(string) = source.as_ref::<Str>().cloned() {
        if encoding.is_unbound() {
            return Err(vm.type_error("string argument without an encoding"));
        }
        let encoding = vm.codec_name(encoding, &format!("{what}() argument 'encoding'"))?;
        let errors = match errors.is_unbound() {
            true => "strict".to_string(),
            false => vm.codec_name(errors, &format!("{what}() argument 'errors'"))?,
        };
        let encoded = vm.encode(&string, &encoding, &errors)?;
        return vm.bytes_like(&encoded);
    }
    if decorated {
        return Err(vm.type_error(no_string(encoding)));
    }
    if vm.has_index(source) {
        let count = vm.index(source)?;
        let Ok(count) = usize::try_from(count) else {
            return Err(vm.value_error("negative count"));
        };
        vm.check_room(count)?;
        return Ok(vec![0; count]);
    }
    if let Some(bytes) = vm.buffer(source) {
        return Ok(bytes.into_owned());
    }
    if source.as_ref::<object::Memory>().is_some() {
        return vm.bytes_like(source);
    }
    if crate::string::not_iterable(vm, source) {
        let message = format!("cannot convert '{}' object to {what}", vm.type_name(source));
        return Err(vm.type_error(message));
    }
    let range = if what == "bytes" { "bytes must be in range(0, 256)" } else { "byte must be in range(0, 256)" };
    from_items(vm, source, range)
}

fn no_string(encoding: &Value) -> &'static str {
    if encoding.is_unbound() { "errors without a string argument" } else { "encoding without a string argument" }
}

/// An iterable's ints as bytes.
pub(crate) fn from_items(vm: &mut Vm, source: &Value, complaint: &str) -> Result<Vec<u8>> {
    let iterator = vm.iter(source)?;
    let mut bytes = Vec::new();
    while let Some(item) = vm.next(&iterator)? {
        let n = vm.index_clamped(&item)?;
        match u8::try_from(n) {
            Ok(byte) => bytes.push(byte),
            Err(_) => return Err(vm.value_error(complaint)),
        }
    }
    Ok(bytes)
}

fn repr(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(Value::from(text::str::repr_bytes(own(vm, &args[0]))))
}

fn str(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(vm.repr(&args[0])?.into())
}

fn hash(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(Value::from_i64(object::hash_bytes(own(vm, &args[0]))))
}

fn to_bytes(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(unchanged(vm, &args[0]))
}

fn new_arguments(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(Value::tuple_of([Value::bytes_object(own(vm, &args[0]).to_vec())]))
}

fn len(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(Value::from_usize(own(vm, &args[0]).len()))
}

/// What CPython says: a header, the bytes, and one more.
fn size(vm: &mut Vm, args: &[Value]) -> Result {
    let length = own(vm, &args[0]).len();
    Ok(Value::from_usize(match args[0].as_ref::<ByteArray>() {
        Some(_) if length == 0 => 56,
        Some(_) => 57 + length,
        None => 33 + length,
    }))
}

fn add(vm: &mut Vm, args: &[Value]) -> Result {
    let joined = match vm.buffer(&args[1]) {
        Some(other) => [own(vm, &args[0]), &other].concat(),
        None => {
            let what = if args[0].as_ref::<ByteArray>().is_some() { "bytearray" } else { "bytes" };
            let message = format!("can't concat {} to {what}", vm.type_name(&args[1]));
            return Err(vm.type_error(message));
        }
    };
    Ok(like(&args[0], joined))
}

fn mul(vm: &mut Vm, args: &[Value]) -> Result {
    let Some(count) = crate::sequence::repeat_count(vm, &args[1])? else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    if count == 1 {
        return Ok(unchanged(vm, &args[0]));
    }
    let bytes = own(vm, &args[0]).to_vec();
    Ok(like(&args[0], repeated(vm, &bytes, count, "bytes")?))
}

fn modulo(vm: &mut Vm, args: &[Value]) -> Result {
    let format = own(vm, &args[0]).to_vec();
    Ok(like(&args[0], percent(vm, &format, &args[1], Mode::Bytes)?))
}

fn reflected_modulo(vm: &mut Vm, args: &[Value]) -> Result {
    match vm.buffer(&args[1]).map(|b| b.into_owned()) {
        Some(format) if args[1].as_ref::<Bytes>().is_some() || args[1].as_ref::<ByteArray>().is_some() => {
            Ok(like(&args[1], percent(vm, &format, &args[0], Mode::Bytes)?))
        }
        _ => Ok(Value::NOT_IMPLEMENTED),
    }
}

fn get_item(vm: &mut Vm, args: &[Value]) -> Result {
    if let Some(slice) = args[1].as_ref::<Slice>() {
        let bounds = vm.slice_bounds(slice)?;
        let bytes = own(vm, &args[0]);
        let (start, step, count) = bounds.within(bytes.len());
        if step == 1 && count == bytes.len() {
            let whole = unchanged(vm, &args[0]);
            vm.copied(&args[0], &whole);
            return Ok(whole);
        }
        let part = match step {
            1 => bytes[start as usize..start as usize + count].to_vec(),
            _ => (0..count as i64).map(|n| bytes[(start + n * step) as usize]).collect(),
        };
        let part = like(&args[0], part);
        vm.copied(&args[0], &part);
        return Ok(part);
    }
    let array = args[0].as_ref::<ByteArray>().is_some();
    if !vm.has_index(&args[1]) {
        let what = if array { "bytearray" } else { "byte" };
        let message = format!("{what} indices must be integers or slices, not {}", vm.type_name(&args[1]));
        return Err(vm.type_error(message));
    }
    let index = vm.index(&args[1])?;
    let bytes = own(vm, &args[0]);
    let place = if index < 0 { index + bytes.len() as i64 } else { index };
    match usize::try_from(place).ok().and_then(|place| bytes.get(place)) {
        Some(byte) => Ok(Value::int(*byte as i64)),
        None => Err(vm.index_error(if array { "bytearray index out of range" } else { "index out of range" })),
    }
}

fn iter(_: &mut Vm, args: &[Value]) -> Result {
    let class = match args[0].as_ref::<ByteArray>() {
        Some(_) => ClassIndex::BYTEARRAY_ITERATOR,
        None => ClassIndex::BYTES_ITERATOR,
    };
    let cursor = object::Iterator::Bytes { bytes: args[0].clone(), index: 0 };
    Ok(object::Ref::new(class, object::Cursor(cursor)).into())
}

fn compare(vm: &mut Vm, args: &[Value], operator: Comparison) -> Result {
    // bytes compare with bytes only; a bytearray compares with everything that has a buffer.
    let comparable = args[0].as_ref::<ByteArray>().is_some() || args[1].as_ref::<Bytes>().is_some();
    match vm.buffer(&args[1]).filter(|_| comparable) {
        Some(other) => Ok(Value::bool(operator.holds(own(vm, &args[0]).cmp(&other)))),
        None => Ok(Value::NOT_IMPLEMENTED),
    }
}

fn equal(vm: &mut Vm, args: &[Value]) -> Result {
    compare(vm, args, Comparison::Eq)
}
fn not_equal(vm: &mut Vm, args: &[Value]) -> Result {
    compare(vm, args, Comparison::Ne)
}
fn less(vm: &mut Vm, args: &[Value]) -> Result {
    compare(vm, args, Comparison::Lt)
}
fn less_equal(vm: &mut Vm, args: &[Value]) -> Result {
    compare(vm, args, Comparison::Le)
}
fn greater(vm: &mut Vm, args: &[Value]) -> Result {
    compare(vm, args, Comparison::Gt)
}
fn greater_equal(vm: &mut Vm, args: &[Value]) -> Result {
    compare(vm, args, Comparison::Ge)
}

fn decode(vm: &mut Vm, args: &[Value]) -> Result {
    let encoding = vm.codec_name(&args[1], "decode() argument 'encoding'")?;
    let errors = vm.codec_name(&args[2], "decode() argument 'errors'")?;
    vm.decode(&args[0], &encoding, &errors)
}

fn join(vm: &mut Vm, args: &[Value]) -> Result {
    if crate::string::not_iterable(vm, &args[1]) {
        return Err(vm.type_error("can only join an iterable"));
    }
    let parts = vm.collect(&args[1])?;
    let mut out = Vec::new();
    for (place, part) in parts.iter().enumerate() {
        if place > 0 {
            out.extend_from_slice(own(vm, &args[0]));
        }
        match vm.buffer(part) {
            Some(bytes) => out.extend_from_slice(&bytes),
            None => {
                let name = vm.type_name(part);
                let message = format!("sequence item {place}: expected a bytes-like object, {name} found");
                return Err(vm.type_error(message));
            }
        }
    }
    Ok(like(&args[0], out))
}
