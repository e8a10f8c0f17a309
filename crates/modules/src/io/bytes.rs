//! `BytesIO`: a file of bytes in memory. The bytes are a bytearray, so that `getbuffer` can look at them.

use object::{ByteArray, ClassFlags, ClassIndex, Dict, Kind, Module, NativeData, Ref, Value};
use vm::{Getter, Method, NativeClass, Result, Vm, getter, method};

use super::{Bases, closed_file, size_argument};

const METHODS: &[Method] = &[
    method("__new__", new, "(cls, /, *args, **kwargs)", "Create and return a new object."),
    method("__init__", init, "(self, /, initial_bytes=b'')", "Buffered I/O implementation using memory."),
    method("read", read, "(self, size=-1, /)", "Read at most size bytes, returned as a bytes object."),
    method("read1", read, "(self, size=-1, /)", "Read at most size bytes, returned as a bytes object."),
    method("readinto", readinto, "(self, buffer, /)", "Read bytes into buffer."),
    method("readline", readline, "(self, size=-1, /)", "Next line from the file, as a bytes object."),
    method("readlines", readlines, "(self, size=None, /)", "List of bytes objects, each a line from the file."),
    method("write", write, "(self, b, /)", "Write bytes to file."),
    method("getvalue", getvalue, "(self, /)", "Retrieve the entire contents of the BytesIO object."),
    method("getbuffer", getbuffer, "(self, /)", "Get a read-write view over the contents."),
    method("seek", seek, "(self, pos, whence=0, /)", "Change stream position."),
    method("tell", tell, "(self, /)", "Current file position, an integer."),
    method("truncate", truncate, "(self, size=None, /)", "Truncate the file to at most size bytes."),
    method("close", close, "(self, /)", "Disable all I/O operations."),
    method("flush", flush, "(self, /)", "Does nothing."),
    method("seekable", yes, "(self, /)", "Returns True if the IO object can be seeked."),
    method("readable", yes, "(self, /)", "Returns True if the IO object can be read."),
    method("writable", yes, "(self, /)", "Returns True if the IO object can be written."),
    method("isatty", isatty, "(self, /)", "Always returns False."),
    method("__next__", next, "(self, /)", "Implement next(self)."),
    method("__getstate__", getstate, "(self, /)", "Contents, position and attributes."),
    method("__setstate__", setstate, "(self, state, /)", "Takes what __getstate__ gave."),
];
const GETTERS: &[Getter] = &[getter("closed", closed, "True if the file is closed.")];

pub(super) struct BytesIO {
    /// None where it is closed.
    bytes: Option<Ref<ByteArray>>,
    at: usize,
}

impl NativeData for BytesIO {
    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        if let Some(bytes) = &self.bytes {
            visit(bytes.value());
        }
    }
    fn clear(&mut self) {
        self.bytes = None;
    }
    fn parts(&self) -> Option<Vec<(String, Value)>> {
        let bytes = self.bytes.iter().map(|b| ("bytes".to_string(), b.to_value()));
        Some(bytes.chain([("position".to_string(), Value::from_usize(self.at))]).collect())
    }
}

pub(super) fn load(vm: &mut Vm, module: &Ref<Module>, bases: &Bases) {
    vm.add_data_class::<BytesIO>(
        module,
        NativeClass {
            name: "BytesIO",
            module: "_io",
            bases: std::slice::from_ref(&bases.buffered),
            kind: Kind::Native,
            methods: METHODS,
            getters: GETTERS,
            doc: "Buffered I/O implementation using an in-memory bytes buffer.",
            flags: ClassFlags::HAS_DICT | ClassFlags::HAS_WEAKREF | ClassFlags::IMMUTABLE,
            ..NativeClass::BASE
        },
    );
}

fn array(bytes: Vec<u8>) -> Ref<ByteArray> {
    Ref::new(ClassIndex::BYTEARRAY, ByteArray::new(bytes))
}

fn new(vm: &mut Vm, args: &[Value]) -> Result {
    vm.new_data(&args[0], BytesIO { bytes: Some(array(Vec::new())), at: 0 })
}

fn init(vm: &mut Vm, args: &[Value]) -> Result {
    let bytes = if args[1].is_unbound() || args[1].is_none() { Vec::new() } else { vm.bytes_like(&args[1])? };
    let fresh = array(bytes);
    vm.state(&args[0], |data: &mut BytesIO| *data = BytesIO { bytes: Some(fresh), at: 0 })?;
    Ok(Value::NONE)
}

/// The bytes and the position, if the file is open.
fn state(vm: &mut Vm, object: &Value) -> Result<(Ref<ByteArray>, usize)> {
    match vm.read(object, |data: &BytesIO| data.bytes.clone().map(|bytes| (bytes, data.at)))? {
        Some(state) => Ok(state),
        None => Err(closed_file(vm)),
    }
}

fn go(vm: &mut Vm, object: &Value, at: usize) -> Result<()> {
    vm.state(object, |data: &mut BytesIO| data.at = at)
}

/// Takes what `end` makes of the bytes that are left.
pub(super) fn take(vm: &mut Vm, object: &Value, end: impl FnOnce(&[u8]) -> usize) -> Result<Vec<u8>> {
    let (bytes, at) = state(vm, object)?;
    let all = &bytes.get(&vm.heap).bytes;
    let rest = all.get(at..).unwrap_or_default();
    let taken = rest[..end(rest)].to_vec();
    if !taken.is_empty() {
        go(vm, object, at + taken.len())?;
    }
    Ok(taken)
}

/// Writes at the position, beyond the end, too.
pub(super) fn put(vm: &mut Vm, object: &Value, new: &[u8]) -> Result<()> {
    let (bytes, at) = state(vm, object)?;
    must_not_be_exported(vm, &bytes)?;
    if new.is_empty() {
        return Ok(());
    }
    vm.bytearray_mut(&bytes, vm::Edit::All(vm::Mutation::Splice), |own| {
        if own.len() < at {
            own.resize(at, 0);
        }
        let over = (own.len() - at).min(new.len());
        own[at..at + over].copy_from_slice(&new[..over]);
        own.extend_from_slice(&new[over..]);
    });
    go(vm, object, at + new.len())
}

fn must_not_be_exported(vm: &mut Vm, bytes: &Ref<ByteArray>) -> Result<()> {
    if bytes.get(&vm.heap).is_exported() {
        return Err(vm.buffer_error("Existing exports of data: object cannot be re-sized"));
    }
    Ok(())
}

fn read(vm: &mut Vm, args: &[Value]) -> Result {
    let size = size_argument(vm, &args[1])?;
    let taken = take(vm, &args[0], |rest| size.map_or(rest.len(), |size| size.min(rest.len())))?;
    Ok(Value::bytes_object(taken))
}

fn readinto(vm: &mut Vm, args: &[Value]) -> Result {
    let wanted = vm.writable_length(&args[1])?;
    let taken = take(vm, &args[0], |rest| wanted.min(rest.len()))?;
    vm.fill_buffer(&args[1], &taken)?;
    Ok(Value::from_usize(taken.len()))
}

fn line(vm: &mut Vm, object: &Value, limit: Option<usize>) -> Result<Vec<u8>> {
    take(vm, object, |rest| {
        let end = rest.iter().position(|b| *b == b'\n').map_or(rest.len(), |at| at + 1);
        limit.map_or(end, |limit| end.min(limit))
    })
}

fn readline(vm: &mut Vm, args: &[Value]) -> Result {
    let limit = size_argument(vm, &args[1])?;
    Ok(Value::bytes_object(line(vm, &args[0], limit)?))
}

fn readlines(vm: &mut Vm, args: &[Value]) -> Result {
    let hint = size_argument(vm, &args[1])?.filter(|hint| *hint > 0);
    let (mut lines, mut size) = (Vec::new(), 0);
    while hint.is_none_or(|hint| size < hint) {
        let line = line(vm, &args[0], None)?;
        if line.is_empty() {
            break;
        }
        size += line.len();
        lines.push(Value::bytes_object(line));
    }
    Ok(Value::list(lines))
}

fn next(vm: &mut Vm, args: &[Value]) -> Result {
    let line = line(vm, &args[0], None)?;
    if line.is_empty() { Err(vm.stop_iteration(None)) } else { Ok(Value::bytes_object(line)) }
}

fn write(vm: &mut Vm, args: &[Value]) -> Result {
    state(vm, &args[0])?;
    let bytes = vm.bytes_like(&args[1])?;
    put(vm, &args[0], &bytes)?;
    Ok(Value::from_usize(bytes.len()))
}

fn getvalue(vm: &mut Vm, args: &[Value]) -> Result {
    let (bytes, _) = state(vm, &args[0])?;
    Ok(Value::bytes_object(bytes.get(&vm.heap).bytes.clone()))
}

fn getbuffer(vm: &mut Vm, args: &[Value]) -> Result {
    let (bytes, _) = state(vm, &args[0])?;
    let class = vm.heap.class(ClassIndex::MEMORYVIEW).to_value();
    vm.call(&class, &[bytes.into()])
}

fn seek(vm: &mut Vm, args: &[Value]) -> Result {
    let (bytes, at) = state(vm, &args[0])?;
    let (offset, whence) = (vm.index(&args[1])?, vm.index(&args[2])?);
    let from = match whence {
        0 if offset < 0 => return Err(vm.value_error(format!("negative seek value {offset}"))),
        0 => 0,
        1 => at,
        2 => bytes.get(&vm.heap).bytes.len(),
        _ => return Err(vm.value_error(format!("invalid whence ({whence}, should be 0, 1 or 2)"))),
    };
    let at = (from as i64).saturating_add(offset).max(0) as usize;
    go(vm, &args[0], at)?;
    Ok(Value::from_usize(at))
}

fn tell(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(Value::from_usize(state(vm, &args[0])?.1))
}

fn truncate(vm: &mut Vm, args: &[Value]) -> Result {
    let (bytes, at) = state(vm, &args[0])?;
    must_not_be_exported(vm, &bytes)?;
    let size = if args[1].is_none() { at as i64 } else { vm.index(&args[1])? };
    if size < 0 {
        return Err(vm.value_error(format!("negative size value {size}")));
    }
    vm.bytearray_mut(&bytes, vm::Edit::All(vm::Mutation::Splice), |own| own.truncate(size as usize));
    Ok(Value::from_i64(size))
}

fn close(vm: &mut Vm, args: &[Value]) -> Result {
    if let Some(bytes) = vm.read(&args[0], |data: &BytesIO| data.bytes.clone())? {
        must_not_be_exported(vm, &bytes)?;
    }
    let old = vm.state(&args[0], |data: &mut BytesIO| data.bytes.take())?;
    drop(old);
    Ok(Value::NONE)
}

fn flush(vm: &mut Vm, args: &[Value]) -> Result {
    state(vm, &args[0])?;
    Ok(Value::NONE)
}

fn yes(vm: &mut Vm, args: &[Value]) -> Result {
    state(vm, &args[0])?;
    Ok(Value::TRUE)
}

fn isatty(vm: &mut Vm, args: &[Value]) -> Result {
    state(vm, &args[0])?;
    Ok(Value::FALSE)
}

fn closed(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(Value::bool(vm.read(&args[0], |data: &BytesIO| data.bytes.is_none())?))
}

fn getstate(vm: &mut Vm, args: &[Value]) -> Result {
    let (bytes, at) = (getvalue(vm, args)?, tell(vm, args)?);
    let dict = vm.attribute_dict(&args[0]).map_or(Value::NONE, Value::from);
    Ok(Value::tuple_of([bytes, at, dict]))
}

fn setstate(vm: &mut Vm, args: &[Value]) -> Result {
    let [bytes, at, dict] = vm.tuple_items(&args[1]) else {
        let message = format!(
            "{}.__setstate__ argument should be 3-tuple, got {}",
            vm.type_name(&args[0]),
            vm.type_name(&args[1])
        );
        return Err(vm.type_error(message));
    };
    let (fresh, at) = (array(vm.bytes_like(bytes)?), vm.index(at)?.max(0) as usize);
    vm.state(&args[0], |data: &mut BytesIO| *data = BytesIO { bytes: Some(fresh), at })?;
    if let Some(dict) = dict.as_ref::<Dict>() {
        for (key, value) in vm.mapping_entries(&dict.to_value(), None)? {
            if let Some(name) = key.as_ref::<object::Str>() {
                let name = vm.heap.intern_str(name);
                vm.set_attr(&args[0], &name, value)?;
            }
        }
    }
    Ok(Value::NONE)
}
