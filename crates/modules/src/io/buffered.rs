//! `BufferedReader`, `BufferedWriter` and `BufferedRandom`: a buffer over a raw stream, ours or Python's.

use object::{ByteArray, Bytes, Class, ClassFlags, ClassIndex, Kind, Module, NativeData, Ref, Value};
use vm::{Getter, Method, NativeClass, Result, Vm, getter, method};

use super::file::{self, FileIO};
use super::{BUFFER_SIZE, Bases, base, is_exactly, seek_target, size_argument};

const COMMON: &[Method] = &[
    method("__new__", new, "(cls, /, *args, **kwargs)", "Create and return a new object."),
    method("__repr__", repr, "(self, /)", "Return repr(self)."),
    method("flush", flush, "(self, /)", "Write what waits."),
    method("close", close, "(self, /)", "Flush and close the stream."),
    method("detach", detach, "(self, /)", "Disconnect from the raw stream and return it."),
    method("seek", seek, "(self, target, whence=0, /)", "Change the stream position."),
    method("tell", tell, "(self, /)", "Return the stream position."),
    method("truncate", truncate, "(self, pos=None, /)", "Truncate the file."),
    method("fileno", fileno, "(self, /)", "The descriptor of the raw stream."),
    method("isatty", isatty, "(self, /)", "Is the raw stream a terminal?"),
    method("seekable", seekable, "(self, /)", "Can the raw stream seek?"),
    method("readable", readable, "(self, /)", "Can it be read?"),
    method("writable", writable, "(self, /)", "Can it be written?"),
    method("_dealloc_warn", dealloc_warn, "(self, source, /)", "Does nothing."),
    method("__getstate__", no_state, "(self, /)", "Raises TypeError."),
];
const READING: &[Method] = &[
    method("read", read, "(self, size=-1, /)", "Read and return up to size bytes."),
    method("read1", read1, "(self, size=-1, /)", "Read up to size bytes with at most one raw read."),
    method("peek", peek, "(self, size=0, /)", "Bytes of the buffer without advancing."),
    method("readinto", readinto, "(self, buffer, /)", "Read bytes into a buffer."),
    method("readinto1", readinto1, "(self, buffer, /)", "Read bytes into a buffer with at most one raw read."),
    method("readline", readline, "(self, size=-1, /)", "Read and return a line."),
    method("__next__", next, "(self, /)", "Implement next(self)."),
];
const WRITING: &[Method] = &[method("write", write, "(self, buffer, /)", "Write the bytes, or keep them to write.")];
const READER: &[Method] = &[method("__init__", init_reader, "(self, /, raw, buffer_size=8192)", "A buffered reader.")];
const WRITER: &[Method] = &[method("__init__", init_writer, "(self, /, raw, buffer_size=8192)", "A buffered writer.")];
const RANDOM: &[Method] =
    &[method("__init__", init_random, "(self, /, raw, buffer_size=8192)", "A buffered reader and writer.")];
const GETTERS: &[Getter] = &[
    getter("closed", closed, "Is the raw stream closed?"),
    getter("raw", raw, "The raw stream."),
    getter("name", name, "The name of the raw stream."),
    getter("mode", mode, "The mode of the raw stream."),
];

/// The three classes share their data.
pub(super) struct Buffered {
    /// NONE before `__init__`, UNBOUND once detached.
    pub raw: Value,
    readable: bool,
    writable: bool,
    size: usize,
    /// What was read ahead; `at` of it is used up.
    ahead: Vec<u8>,
    at: usize,
    /// What is not written yet.
    waiting: Vec<u8>,
}

impl NativeData for Buffered {
    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        visit(&self.raw);
    }
    fn clear(&mut self) {
        self.raw = Value::UNBOUND;
    }
}

/// Stand for the classes in the machine's table.
pub(super) struct Reader;
pub(super) struct Writer;
pub(super) struct Random;
macro_rules! markers {
    ($($name:ident)*) => { $(impl NativeData for $name { fn visit(&self, _: &mut dyn FnMut(&Value)) {} })* };
}
markers!(Reader Writer Random);

pub(super) fn load(vm: &mut Vm, module: &Ref<Module>, bases: &Bases) {
    let reader = [COMMON, READING, READER].concat();
    let writer = [COMMON, WRITING, WRITER].concat();
    let random = [COMMON, READING, WRITING, RANDOM].concat();
    add::<Reader>(
        vm,
        module,
        bases,
        "BufferedReader",
        &reader,
        "Create a new buffered reader using the given raw IO object.",
    );
    add::<Writer>(vm, module, bases, "BufferedWriter", &writer, "A buffer for a writeable sequential RawIO object.");
    add::<Random>(vm, module, bases, "BufferedRandom", &random, "A buffered interface to random access streams.");
}

fn add<T: NativeData>(vm: &mut Vm, module: &Ref<Module>, bases: &Bases, name: &str, methods: &[Method], doc: &str) {
    let class: Ref<Class> = vm.add_data_class::<T>(
        module,
        NativeClass {
            name,
            module: "_io",
            bases: std::slice::from_ref(&bases.buffered),
            kind: Kind::Native,
            methods,
            getters: GETTERS,
            doc,
            flags: ClassFlags::HAS_DICT | ClassFlags::HAS_WEAKREF | ClassFlags::IMMUTABLE | ClassFlags::FINALIZER,
            ..NativeClass::BASE
        },
    );
    vm.heap.set_finalizer(&class, true);
}

fn fresh(raw: Value, readable: bool, writable: bool, size: usize) -> Buffered {
    Buffered { raw, readable, writable, size, ahead: Vec::new(), at: 0, waiting: Vec::new() }
}

fn new(vm: &mut Vm, args: &[Value]) -> Result {
    vm.new_data(&args[0], fresh(Value::NONE, false, false, BUFFER_SIZE))
}

/// A buffer of the class marked by `T` over a raw stream known to fit.
pub(super) fn over<T: NativeData>(vm: &mut Vm, raw: Value, readable: bool, writable: bool, size: usize) -> Result {
    let class = vm.class_for::<T>().to_value();
    let object = vm.new_data(&class, fresh(raw, readable, writable, size))?;
    if writable {
        vm.flush_at_exit(&object);
    }
    Ok(object)
}

fn init(vm: &mut Vm, args: &[Value], readable: bool, writable: bool) -> Result {
    let size = vm.index(&args[2])?;
    if size <= 0 {
        return Err(vm.value_error("buffer size must be strictly positive"));
    }
    for (wanted, check, complaint) in [
        (readable, "readable", "File or stream is not readable."),
        (writable, "writable", "File or stream is not writable."),
    ] {
        if wanted {
            let answer = vm.call_method(&args[1], check, &[])?;
            if !vm.truth(&answer)? {
                return Err(base::unsupported(vm, complaint));
            }
        }
    }
    let data = fresh(args[1].clone(), readable, writable, size as usize);
    vm.state(&args[0], |own: &mut Buffered| *own = data)?;
    if writable {
        vm.flush_at_exit(&args[0]);
    }
    Ok(Value::NONE)
}

fn init_reader(vm: &mut Vm, args: &[Value]) -> Result {
    init(vm, args, true, false)
}
fn init_writer(vm: &mut Vm, args: &[Value]) -> Result {
    init(vm, args, false, true)
}
fn init_random(vm: &mut Vm, args: &[Value]) -> Result {
    let answer = vm.call_method(&args[1], "seekable", &[])?;
    if !vm.truth(&answer)? {
        return Err(base::unsupported(vm, "File or stream is not seekable."));
    }
    init(vm, args, true, true)
}

/// The raw stream, if there is one.
fn raw_of(vm: &mut Vm, object: &Value) -> Result {
    let raw = vm.read(object, |data: &Buffered| data.raw.clone())?;
    if raw.is_unbound() {
        return Err(vm.value_error("raw stream has been detached"));
    }
    if raw.is_none() {
        return Err(vm.value_error("I/O operation on uninitialized object"));
    }
    Ok(raw)
}

fn is_closed(vm: &mut Vm, object: &Value) -> Result<bool> {
    let raw = raw_of(vm, object)?;
    if is_exactly::<FileIO>(vm, &raw) {
        return vm.read(&raw, |data: &FileIO| data.fd < 0);
    }
    let closed = vm.get_attr_str(&raw, "closed")?;
    vm.truth(&closed)
}

/// The raw stream of a buffer that is open.
fn open_raw(vm: &mut Vm, object: &Value, what: &str) -> Result {
    let raw = raw_of(vm, object)?;
    if is_closed(vm, object)? {
        return Err(vm.value_error(format!("{what} closed file")));
    }
    Ok(raw)
}

// ---- the raw stream -------------------------------------------------------------------------------

/// One raw read; None where nothing is there yet.
fn raw_read(vm: &mut Vm, raw: &Value, size: usize) -> Result<Option<Vec<u8>>> {
    if is_exactly::<FileIO>(vm, raw) {
        return file::read_some(vm, raw, size).map(Some);
    }
    let array = Ref::new(ClassIndex::BYTEARRAY, ByteArray::new(vec![0; size]));
    let count = vm.call_method(raw, "readinto", &[array.to_value()])?;
    if count.is_none() {
        return Ok(None);
    }
    let count = vm.index(&count)?;
    if count < 0 || count as usize > size {
        let message = format!("raw readinto() returned invalid length {count} (should have been between 0 and {size})");
        return Err(vm.error("OSError", message));
    }
    let mut bytes = std::mem::take(&mut array.get_mut(&mut vm.heap).bytes);
    bytes.truncate(count as usize);
    Ok(Some(bytes))
}

fn raw_write(vm: &mut Vm, raw: &Value, bytes: Vec<u8>) -> Result<()> {
    if is_exactly::<FileIO>(vm, raw) {
        return file::write_all(vm, raw, &bytes);
    }
    let mut rest = bytes;
    while !rest.is_empty() {
        let count = vm.call_method(raw, "write", &[Value::bytes_object(rest.clone())])?;
        if count.is_none() {
            return Err(vm.os_error(11, "write could not complete without blocking", None));
        }
        let count = vm.index(&count)?;
        if count < 0 || count as usize > rest.len() {
            let most = rest.len();
            let message =
                format!("raw write() returned invalid length {count} (should have been between 0 and {most})");
            return Err(vm.error("OSError", message));
        }
        rest.drain(..count as usize);
    }
    Ok(())
}

fn raw_seek(vm: &mut Vm, raw: &Value, offset: i64, whence: i64) -> Result<i64> {
    if is_exactly::<FileIO>(vm, raw) {
        let target = seek_target(vm, offset, whence)?;
        return file::move_to(vm, raw, target).map(|place| place as i64);
    }
    let place = vm.call_method(raw, "seek", &[Value::from_i64(offset), Value::int(whence)])?;
    vm.index(&place)
}

/// Writes what waits, or gives back what was read ahead: the raw stream then stands where the buffer does.
fn settle(vm: &mut Vm, object: &Value, raw: &Value) -> Result<()> {
    let (waiting, unread) =
        vm.state(object, |data: &mut Buffered| (std::mem::take(&mut data.waiting), data.ahead.len() - data.at))?;
    if !waiting.is_empty() {
        raw_write(vm, raw, waiting)?;
    }
    if unread > 0 {
        raw_seek(vm, raw, -(unread as i64), 1)?;
        vm.state(object, |data: &mut Buffered| {
            data.ahead.clear();
            data.at = 0;
        })?;
    }
    Ok(())
}

fn write_waiting(vm: &mut Vm, object: &Value, raw: &Value) -> Result<()> {
    let waiting = vm.state(object, |data: &mut Buffered| std::mem::take(&mut data.waiting))?;
    if waiting.is_empty() { Ok(()) } else { raw_write(vm, raw, waiting) }
}

// ---- reading --------------------------------------------------------------------------------------

/// Takes up to `size` bytes of what was read ahead.
fn take_ahead(vm: &mut Vm, object: &Value, size: usize) -> Result<Vec<u8>> {
    vm.state(object, |data: &mut Buffered| {
        let end = (data.at + size).min(data.ahead.len());
        let taken = data.ahead[data.at..end].to_vec();
        data.at = end;
        if data.at == data.ahead.len() {
            data.ahead.clear();
            data.at = 0;
        }
        taken
    })
}

/// Reads ahead with one raw read; false at the end.
fn fill(vm: &mut Vm, object: &Value, raw: &Value) -> Result<bool> {
    let size = vm.read(object, |data: &Buffered| data.size)?;
    let Some(bytes) = raw_read(vm, raw, size)? else {
        return Ok(false);
    };
    let some = !bytes.is_empty();
    vm.state(object, |data: &mut Buffered| {
        if data.at == data.ahead.len() {
            data.ahead = bytes;
            data.at = 0;
        } else {
            data.ahead.extend_from_slice(&bytes);
        }
    })?;
    Ok(some)
}

fn for_reading(vm: &mut Vm, object: &Value, what: &str) -> Result {
    let raw = open_raw(vm, object, what)?;
    if !vm.read(object, |data: &Buffered| data.readable)? {
        return Err(base::unsupported(vm, "not readable"));
    }
    write_waiting(vm, object, &raw)?;
    Ok(raw)
}

fn read(vm: &mut Vm, args: &[Value]) -> Result {
    let size = size_argument(vm, &args[1])?;
    if size.is_none() && args[1].as_small_int().is_some_and(|n| n < -1) {
        return Err(vm.value_error("read length must be non-negative or -1"));
    }
    match read_bytes(vm, &args[0], size)? {
        Some(bytes) => Ok(Value::bytes_object(bytes)),
        None => Ok(Value::NONE),
    }
}

pub(super) fn read_bytes(vm: &mut Vm, object: &Value, size: Option<usize>) -> Result<Option<Vec<u8>>> {
    let raw = for_reading(vm, object, "read of")?;
    let mut bytes = take_ahead(vm, object, size.unwrap_or(usize::MAX >> 1))?;
    let Some(size) = size else {
        let rest = read_rest(vm, &raw)?;
        if bytes.is_empty() {
            return Ok(rest);
        }
        bytes.extend(rest.unwrap_or_default());
        return Ok(Some(bytes));
    };
    while bytes.len() < size {
        let missing = size - bytes.len();
        let buffer = vm.read(object, |data: &Buffered| data.size)?;
        if missing >= buffer {
            match raw_read(vm, &raw, missing)? {
                None if bytes.is_empty() => return Ok(None),
                None => break,
                Some(part) if part.is_empty() => break,
                Some(part) => bytes.extend(part),
            }
        } else if fill(vm, object, &raw)? {
            bytes.extend(take_ahead(vm, object, missing)?);
        } else {
            break;
        }
    }
    Ok(Some(bytes))
}

fn read_rest(vm: &mut Vm, raw: &Value) -> Result<Option<Vec<u8>>> {
    if is_exactly::<FileIO>(vm, raw) {
        return file::read_all(vm, raw).map(Some);
    }
    let name = vm.intern("readall");
    if let Some(readall) = vm.find_attr(raw, &name)? {
        let rest = vm.call(&readall, &[])?;
        if rest.is_none() {
            return Ok(None);
        }
        let Some(bytes) = rest.as_ref::<Bytes>() else {
            return Err(vm.type_error("readall() should return bytes"));
        };
        return Ok(Some(bytes.0.to_vec()));
    }
    let mut all = Vec::new();
    while let Some(part) = raw_read(vm, raw, BUFFER_SIZE)?.filter(|part| !part.is_empty()) {
        all.extend(part);
    }
    Ok(Some(all))
}

fn read1(vm: &mut Vm, args: &[Value]) -> Result {
    let size = size_argument(vm, &args[1])?;
    Ok(Value::bytes_object(read_once(vm, &args[0], size)?))
}

/// At most one raw read.
pub(super) fn read_once(vm: &mut Vm, object: &Value, size: Option<usize>) -> Result<Vec<u8>> {
    let raw = for_reading(vm, object, "read of")?;
    let (ahead, buffer) = vm.read(object, |data: &Buffered| (data.ahead.len() - data.at, data.size))?;
    let size = size.unwrap_or(buffer);
    if ahead > 0 || size == 0 {
        return take_ahead(vm, object, size);
    }
    if size >= buffer {
        return Ok(raw_read(vm, &raw, size)?.unwrap_or_default());
    }
    fill(vm, object, &raw)?;
    take_ahead(vm, object, size)
}

fn peek(vm: &mut Vm, args: &[Value]) -> Result {
    let raw = for_reading(vm, &args[0], "peek of")?;
    let empty = vm.read(&args[0], |data: &Buffered| data.at == data.ahead.len())?;
    if empty {
        fill(vm, &args[0], &raw)?;
    }
    Ok(Value::bytes_object(vm.read(&args[0], |data: &Buffered| data.ahead[data.at..].to_vec())?))
}

fn readinto(vm: &mut Vm, args: &[Value]) -> Result {
    let wanted = vm.writable_length(&args[1])?;
    match read_bytes(vm, &args[0], Some(wanted))? {
        Some(bytes) => {
            vm.fill_buffer(&args[1], &bytes)?;
            Ok(Value::from_usize(bytes.len()))
        }
        None => Ok(Value::NONE),
    }
}

fn readinto1(vm: &mut Vm, args: &[Value]) -> Result {
    let wanted = vm.writable_length(&args[1])?;
    let bytes = read_once(vm, &args[0], Some(wanted))?;
    vm.fill_buffer(&args[1], &bytes)?;
    Ok(Value::from_usize(bytes.len()))
}

fn line(vm: &mut Vm, object: &Value, limit: Option<usize>) -> Result<Vec<u8>> {
    let raw = for_reading(vm, object, "readline of")?;
    let mut line = Vec::new();
    loop {
        let left = limit.map_or(usize::MAX, |limit| limit - line.len());
        let (end, found) = vm.read(object, |data: &Buffered| {
            let rest = &data.ahead[data.at..];
            match rest.iter().position(|b| *b == b'\n') {
                Some(at) => (at + 1, true),
                None => (rest.len(), false),
            }
        })?;
        let end_here = end.min(left);
        line.extend(take_ahead(vm, object, end_here)?);
        if found || end >= left || !fill(vm, object, &raw)? {
            return Ok(line);
        }
    }
}

fn readline(vm: &mut Vm, args: &[Value]) -> Result {
    let limit = size_argument(vm, &args[1])?;
    Ok(Value::bytes_object(line(vm, &args[0], limit)?))
}

fn next(vm: &mut Vm, args: &[Value]) -> Result {
    let line = line(vm, &args[0], None)?;
    if line.is_empty() { Err(vm.stop_iteration(None)) } else { Ok(Value::bytes_object(line)) }
}

// ---- writing --------------------------------------------------------------------------------------

fn write(vm: &mut Vm, args: &[Value]) -> Result {
    let bytes = vm.bytes_like(&args[1])?;
    write_bytes(vm, &args[0], &bytes)?;
    Ok(Value::from_usize(bytes.len()))
}

pub(super) fn write_bytes(vm: &mut Vm, object: &Value, bytes: &[u8]) -> Result<()> {
    let raw = open_raw(vm, object, "write to")?;
    let (unread, size) = vm.read(object, |data: &Buffered| (data.ahead.len() - data.at, data.size))?;
    if unread > 0 {
        settle(vm, object, &raw)?;
    }
    let full = vm.state(object, |data: &mut Buffered| {
        data.waiting.extend_from_slice(bytes);
        data.waiting.len() > size
    })?;
    if full { write_waiting(vm, object, &raw) } else { Ok(()) }
}

fn flush(vm: &mut Vm, args: &[Value]) -> Result {
    let raw = open_raw(vm, &args[0], "flush of")?;
    settle_for_flush(vm, &args[0], &raw)?;
    Ok(Value::NONE)
}

fn settle_for_flush(vm: &mut Vm, object: &Value, raw: &Value) -> Result<()> {
    if vm.read(object, |data: &Buffered| data.writable)? {
        settle(vm, object, raw)?;
        if is_exactly::<FileIO>(vm, raw) {
            return file::flush_stream(vm, raw);
        }
        return vm.call_method(raw, "flush", &[]).map(drop);
    }
    Ok(())
}

fn close(vm: &mut Vm, args: &[Value]) -> Result {
    let raw = raw_of(vm, &args[0])?;
    if is_closed(vm, &args[0])? {
        return Ok(Value::NONE);
    }
    let flushed = vm.call_method(&args[0], "flush", &[]);
    let failure = flushed.err().map(|_| vm.take_pending());
    let closed = vm.call_method(&raw, "close", &[]);
    match failure {
        Some(exception) => Err(vm.restore_pending(exception)),
        None => closed,
    }
}

fn detach(vm: &mut Vm, args: &[Value]) -> Result {
    let raw = raw_of(vm, &args[0])?;
    vm.call_method(&args[0], "flush", &[])?;
    let old = vm.state(&args[0], |data: &mut Buffered| std::mem::replace(&mut data.raw, Value::UNBOUND))?;
    drop(old);
    Ok(raw)
}

// ---- the position ----------------------------------------------------------------------------------

fn seek(vm: &mut Vm, args: &[Value]) -> Result {
    let raw = open_raw(vm, &args[0], "seek of")?;
    let (offset, whence) = (vm.index(&args[1])?, vm.index(&args[2])?);
    if !(0..=2).contains(&whence) {
        return Err(vm.value_error(format!("whence value {whence} unsupported")));
    }
    let seekable = vm.call_method(&raw, "seekable", &[])?;
    if !vm.truth(&seekable)? {
        return Err(base::unsupported(vm, "File or stream is not seekable."));
    }
    settle(vm, &args[0], &raw)?;
    if whence == 0 && offset < 0 {
        return Err(vm.os_error(22, "Invalid argument", None));
    }
    Ok(Value::from_i64(raw_seek(vm, &raw, offset, whence)?))
}

/// Where the buffer stands in bytes.
pub(super) fn position(vm: &mut Vm, object: &Value) -> Result<i64> {
    let raw = open_raw(vm, object, "tell of")?;
    let place = raw_seek(vm, &raw, 0, 1)?;
    vm.read(object, |data: &Buffered| place - (data.ahead.len() - data.at) as i64 + data.waiting.len() as i64)
}

fn tell(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(Value::from_i64(position(vm, &args[0])?))
}

fn truncate(vm: &mut Vm, args: &[Value]) -> Result {
    let raw = open_raw(vm, &args[0], "truncate of")?;
    if !vm.read(&args[0], |data: &Buffered| data.writable)? {
        return Err(base::unsupported(vm, "truncate"));
    }
    settle(vm, &args[0], &raw)?;
    vm.call_method(&raw, "truncate", std::slice::from_ref(&args[1]))
}

// ---- what the raw stream knows -----------------------------------------------------------------------

fn fileno(vm: &mut Vm, args: &[Value]) -> Result {
    let raw = raw_of(vm, &args[0])?;
    vm.call_method(&raw, "fileno", &[])
}
fn isatty(vm: &mut Vm, args: &[Value]) -> Result {
    let raw = raw_of(vm, &args[0])?;
    vm.call_method(&raw, "isatty", &[])
}
fn seekable(vm: &mut Vm, args: &[Value]) -> Result {
    let raw = raw_of(vm, &args[0])?;
    vm.call_method(&raw, "seekable", &[])
}
fn able(vm: &mut Vm, args: &[Value], own: fn(&Buffered) -> bool, question: &str) -> Result {
    let raw = raw_of(vm, &args[0])?;
    if vm.read(&args[0], own)? { vm.call_method(&raw, question, &[]) } else { Ok(Value::FALSE) }
}
fn readable(vm: &mut Vm, args: &[Value]) -> Result {
    able(vm, args, |data| data.readable, "readable")
}
fn writable(vm: &mut Vm, args: &[Value]) -> Result {
    able(vm, args, |data| data.writable, "writable")
}
fn closed(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(Value::bool(is_closed(vm, &args[0])?))
}
fn raw(vm: &mut Vm, args: &[Value]) -> Result {
    let raw = vm.read(&args[0], |data: &Buffered| data.raw.clone())?;
    Ok(if raw.is_unbound() { Value::NONE } else { raw })
}
fn name(vm: &mut Vm, args: &[Value]) -> Result {
    let raw = raw_of(vm, &args[0])?;
    vm.get_attr_str(&raw, "name")
}
fn mode(vm: &mut Vm, args: &[Value]) -> Result {
    let raw = raw_of(vm, &args[0])?;
    vm.get_attr_str(&raw, "mode")
}
fn dealloc_warn(_: &mut Vm, _: &[Value]) -> Result {
    Ok(Value::NONE)
}
fn no_state(vm: &mut Vm, args: &[Value]) -> Result {
    let message = format!("cannot pickle '{}' instances", vm.type_name(&args[0]));
    Err(vm.type_error(message))
}

fn repr(vm: &mut Vm, args: &[Value]) -> Result {
    let class = vm.class_of(&args[0]);
    let class = vm.qualified_name(&class);
    match name(vm, args) {
        Ok(name) => Ok(Value::from(format!("<{class} name={}>", vm.repr_text(&name)?))),
        Err(_) => {
            vm.clear_pending();
            Ok(Value::from(format!("<{class}>")))
        }
    }
}
