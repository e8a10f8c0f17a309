//! The abstract classes `_IOBase`, `_RawIOBase`, `_BufferedIOBase`, `_TextIOBase`: what they do in terms of
//! a few methods that the concrete ones have.

use object::{ByteArray, Bytes, Class, ClassFlags, ClassIndex, Kind, Module, NativeData, Ref, Str, Value};
use vm::{Getter, Method, NativeClass, Raised, Result, Vm, getter, method};

use super::{Bases, size_argument};

const IO_BASE: &[Method] = &[
    method("seek", seek, "(self, offset, whence=0, /)", "Change the stream position to the given byte offset."),
    method("tell", tell, "(self, /)", "Return current stream position."),
    method("truncate", truncate, "(self, pos=None, /)", "Truncate file to size bytes."),
    method("flush", flush, "(self, /)", "Flush write buffers, if applicable."),
    method("close", close, "(self, /)", "Flush and close the IO object."),
    method("seekable", no, "(self, /)", "Return whether object supports random access."),
    method("readable", no, "(self, /)", "Return whether object was opened for reading."),
    method("writable", no, "(self, /)", "Return whether object was opened for writing."),
    method("_checkClosed", check_closed, "(self, msg=None, /)", "Raise a ValueError if it is closed."),
    method("_checkSeekable", check_seekable, "(self, /)", "Raise UnsupportedOperation if it cannot seek."),
    method("_checkReadable", check_readable, "(self, /)", "Raise UnsupportedOperation if it cannot be read."),
    method("_checkWritable", check_writable, "(self, /)", "Raise UnsupportedOperation if it cannot be written."),
    method("fileno", fileno, "(self, /)", "Return underlying file descriptor if one exists."),
    method("isatty", isatty, "(self, /)", "Return whether this is an 'interactive' stream."),
    method("__enter__", enter, "(self, /)", "The stream itself."),
    method("__exit__", exit, "(self, /, *args)", "Close the stream."),
    method("__iter__", iter, "(self, /)", "Implement iter(self)."),
    method("__next__", next, "(self, /)", "Implement next(self)."),
    method("__del__", finalize, "(self, /)", "Close the stream."),
    method("readline", readline, "(self, size=-1, /)", "Read and return a line from the stream."),
    method("readlines", readlines, "(self, hint=-1, /)", "Return a list of lines from the stream."),
    method("writelines", writelines, "(self, lines, /)", "Write a list of lines to stream."),
];
const IO_BASE_GETTERS: &[Getter] = &[getter("closed", closed, "Is the stream closed?")];

const RAW: &[Method] = &[
    method("read", raw_read, "(self, size=-1, /)", "Read up to size bytes."),
    method("readall", raw_readall, "(self, /)", "Read until EOF, using multiple read() call."),
];

const BUFFERED: &[Method] = &[
    method("detach", no_detach, "(self, /)", "Disconnect this buffer from its underlying raw stream."),
    method("read", no_read, "(self, size=-1, /)", "Read and return up to n bytes."),
    method("read1", no_read1, "(self, size=-1, /)", "Read and return up to size bytes."),
    method("write", no_write, "(self, b, /)", "Write buffer b to the IO stream."),
    method("readinto", buffered_readinto, "(self, buffer, /)", "Read bytes into a buffer."),
    method("readinto1", buffered_readinto1, "(self, buffer, /)", "Read bytes into a buffer."),
];

const TEXT: &[Method] = &[
    method("detach", no_detach, "(self, /)", "Separate the underlying buffer from the TextIOBase."),
    method("read", no_read, "(self, size=-1, /)", "Read at most size characters from stream."),
    method("readline", no_readline, "(self, size=-1, /)", "Read until newline or EOF."),
    method("write", no_write, "(self, s, /)", "Write string s to stream."),
];
const TEXT_GETTERS: &[Getter] = &[
    getter("encoding", none, "Encoding of the text stream."),
    getter("newlines", none, "Line endings translated so far."),
    getter("errors", none, "The error setting of the decoder or encoder."),
];

/// The attribute that says of an object of a Python class that it was closed.
const CLOSED: &str = "__IOBase_closed";

/// Stands for the class in the machine's table.
struct UnsupportedOperation;
impl NativeData for UnsupportedOperation {
    fn visit(&self, _: &mut dyn FnMut(&Value)) {}
}

pub(super) fn load(vm: &mut Vm, module: &Ref<Module>) -> Result<Bases> {
    let os_error = vm.heap.class(vm.exception_class("OSError")).clone();
    let value_error = vm.heap.class(vm.exception_class("ValueError")).clone();
    let unsupported = vm.add_data_class::<UnsupportedOperation>(
        module,
        NativeClass {
            name: "UnsupportedOperation",
            module: "io",
            bases: &[os_error, value_error],
            kind: Kind::Exception,
            methods: &[],
            getters: &[],
            doc: "",
            flags: ClassFlags::EXCEPTION | ClassFlags::HAS_DICT,
            ..NativeClass::BASE
        },
    );
    let order = vm.compute_mro(&unsupported)?;
    unsupported.get_mut(&mut vm.heap).mro = order;
    let blocking = vm.heap.class(vm.exception_class("BlockingIOError")).to_value();
    vm.set_module_attr(module, "BlockingIOError", blocking);
    let base =
        class(vm, module, "_IOBase", &[], IO_BASE, IO_BASE_GETTERS, "The abstract base class for all I/O classes.");
    vm.heap.set_finalizer(&base, true);
    let on_base = std::slice::from_ref(&base);
    Ok(Bases {
        raw: class(vm, module, "_RawIOBase", on_base, RAW, &[], "Base class for raw binary I/O."),
        buffered: class(vm, module, "_BufferedIOBase", on_base, BUFFERED, &[], "Base class for buffered IO objects."),
        text: class(vm, module, "_TextIOBase", on_base, TEXT, TEXT_GETTERS, "Base class for text I/O."),
    })
}

fn class(
    vm: &mut Vm,
    module: &Ref<Module>,
    name: &str,
    bases: &[Ref<Class>],
    methods: &[Method],
    getters: &[Getter],
    doc: &str,
) -> Ref<Class> {
    let flags = ClassFlags::HAS_DICT | ClassFlags::HAS_WEAKREF | ClassFlags::IMMUTABLE;
    let native = NativeClass {
        name,
        module: "_io",
        bases,
        kind: Kind::Instance,
        methods,
        getters,
        doc,
        flags,
        ..NativeClass::BASE
    };
    let class = vm.new_native_class(native);
    vm.heap.set_finalizer(&class, true);
    vm.set_module_attr(module, name, class.to_value());
    class
}

#[cold]
pub(super) fn unsupported(vm: &mut Vm, message: &str) -> Raised {
    let class = vm.class_for::<UnsupportedOperation>();
    let index = class.get(&vm.heap).index;
    let exception = vm.make_exception(index, vec![Value::from(message)]);
    vm.raise_value(exception)
}

fn none(_: &mut Vm, _: &[Value]) -> Result {
    Ok(Value::NONE)
}
fn no(_: &mut Vm, _: &[Value]) -> Result {
    Ok(Value::FALSE)
}
fn no_detach(vm: &mut Vm, _: &[Value]) -> Result {
    Err(unsupported(vm, "detach"))
}
fn no_read(vm: &mut Vm, _: &[Value]) -> Result {
    Err(unsupported(vm, "read"))
}
fn no_read1(vm: &mut Vm, _: &[Value]) -> Result {
    Err(unsupported(vm, "read1"))
}
fn no_readline(vm: &mut Vm, _: &[Value]) -> Result {
    Err(unsupported(vm, "readline"))
}
fn no_write(vm: &mut Vm, _: &[Value]) -> Result {
    Err(unsupported(vm, "write"))
}
fn seek(vm: &mut Vm, _: &[Value]) -> Result {
    Err(unsupported(vm, "seek"))
}
fn truncate(vm: &mut Vm, _: &[Value]) -> Result {
    Err(unsupported(vm, "truncate"))
}
fn fileno(vm: &mut Vm, _: &[Value]) -> Result {
    Err(unsupported(vm, "fileno"))
}

fn tell(vm: &mut Vm, args: &[Value]) -> Result {
    vm.call_method(&args[0], "seek", &[Value::int(0), Value::int(1)])
}

// ---- open or closed -------------------------------------------------------------------------------

fn closed(vm: &mut Vm, args: &[Value]) -> Result {
    let name = vm.intern(CLOSED);
    Ok(Value::bool(vm.own_attr(&args[0], &name).is_some()))
}

/// Raises where `stream.closed` says so.
pub(super) fn must_be_open(vm: &mut Vm, stream: &Value) -> Result<()> {
    let closed = vm.get_attr_str(stream, "closed")?;
    if vm.truth(&closed)? { Err(super::closed_file(vm)) } else { Ok(()) }
}

fn check_closed(vm: &mut Vm, args: &[Value]) -> Result {
    must_be_open(vm, &args[0])?;
    Ok(Value::NONE)
}

fn flush(vm: &mut Vm, args: &[Value]) -> Result {
    must_be_open(vm, &args[0])?;
    Ok(Value::NONE)
}

fn close(vm: &mut Vm, args: &[Value]) -> Result {
    let name = vm.intern(CLOSED);
    if vm.own_attr(&args[0], &name).is_some() {
        return Ok(Value::NONE);
    }
    let flushed = vm.call_method(&args[0], "flush", &[]);
    let pending = flushed.err().map(|_| vm.take_pending());
    vm.set_attr(&args[0], &name, Value::TRUE)?;
    match pending {
        Some(exception) => Err(vm.restore_pending(exception)),
        None => Ok(Value::NONE),
    }
}

/// Closes what dies open. Errors cannot be told to anybody: CPython is silent, too.
fn finalize(vm: &mut Vm, args: &[Value]) -> Result {
    let closed = vm.get_attr_str(&args[0], "closed").and_then(|closed| vm.truth(&closed));
    if closed == Ok(false) && vm.call_method(&args[0], "close", &[]).is_ok() {
        return Ok(Value::NONE);
    }
    vm.clear_pending();
    Ok(Value::NONE)
}

fn check(vm: &mut Vm, stream: &Value, question: &str, complaint: &str) -> Result {
    let answer = vm.call_method(stream, question, &[])?;
    if answer.is_same(&Value::TRUE) { Ok(Value::TRUE) } else { Err(unsupported(vm, complaint)) }
}

fn check_seekable(vm: &mut Vm, args: &[Value]) -> Result {
    check(vm, &args[0], "seekable", "File or stream is not seekable.")
}
fn check_readable(vm: &mut Vm, args: &[Value]) -> Result {
    check(vm, &args[0], "readable", "File or stream is not readable.")
}
fn check_writable(vm: &mut Vm, args: &[Value]) -> Result {
    check(vm, &args[0], "writable", "File or stream is not writable.")
}

fn isatty(vm: &mut Vm, args: &[Value]) -> Result {
    must_be_open(vm, &args[0])?;
    Ok(Value::FALSE)
}

fn enter(vm: &mut Vm, args: &[Value]) -> Result {
    must_be_open(vm, &args[0])?;
    Ok(args[0].clone())
}

fn exit(vm: &mut Vm, args: &[Value]) -> Result {
    vm.call_method(&args[0], "close", &[])
}

// ---- lines ---------------------------------------------------------------------------------------

fn iter(vm: &mut Vm, args: &[Value]) -> Result {
    must_be_open(vm, &args[0])?;
    Ok(args[0].clone())
}

fn next(vm: &mut Vm, args: &[Value]) -> Result {
    let line = vm.call_method(&args[0], "readline", &[])?;
    if vm.len(&line)? == 0 { Err(vm.stop_iteration(None)) } else { Ok(line) }
}

fn readline(vm: &mut Vm, args: &[Value]) -> Result {
    let limit = size_argument(vm, &args[1])?;
    let name = vm.intern("peek");
    let peek = vm.find_attr(&args[0], &name)?;
    let mut line = Vec::new();
    while limit.is_none_or(|limit| line.len() < limit) {
        let mut wanted = 1;
        if let Some(peek) = &peek {
            let ahead = vm.call(peek, &[Value::int(1)])?;
            let ahead = vm.bytes_like(&ahead)?;
            wanted = ahead.iter().position(|b| *b == b'\n').map_or(ahead.len(), |at| at + 1).max(1);
            wanted = limit.map_or(wanted, |limit| wanted.min(limit - line.len()));
        }
        let part = vm.call_method(&args[0], "read", &[Value::from_usize(wanted)])?;
        let Some(bytes) = part.as_ref::<Bytes>() else {
            let message = format!("read() should have returned a bytes object, not '{}'", vm.type_name(&part));
            return Err(vm.error("OSError", message));
        };
        if bytes.0.is_empty() {
            break;
        }
        line.extend_from_slice(&bytes.0);
        if line.last() == Some(&b'\n') {
            break;
        }
    }
    Ok(Value::bytes_object(line))
}

fn readlines(vm: &mut Vm, args: &[Value]) -> Result {
    let hint = size_argument(vm, &args[1])?.filter(|hint| *hint > 0);
    let Some(hint) = hint else {
        return Ok(Value::list(vm.collect(&args[0])?));
    };
    let iterator = vm.iter(&args[0])?;
    let (mut lines, mut size) = (Vec::new(), 0);
    while let Some(line) = vm.next(&iterator)? {
        size += vm.len(&line)?;
        lines.push(line);
        if size >= hint {
            break;
        }
    }
    Ok(Value::list(lines))
}

fn writelines(vm: &mut Vm, args: &[Value]) -> Result {
    must_be_open(vm, &args[0])?;
    let iterator = vm.iter(&args[1])?;
    while let Some(line) = vm.next(&iterator)? {
        vm.call_method(&args[0], "write", &[line])?;
    }
    Ok(Value::NONE)
}

// ---- raw and buffered ------------------------------------------------------------------------------

fn raw_read(vm: &mut Vm, args: &[Value]) -> Result {
    let Some(size) = size_argument(vm, &args[1])? else {
        return vm.call_method(&args[0], "readall", &[]);
    };
    let array = Ref::new(ClassIndex::BYTEARRAY, ByteArray::new(vec![0; size]));
    let count = vm.call_method(&args[0], "readinto", &[array.to_value()])?;
    if count.is_none() {
        return Ok(count);
    }
    let count = vm.index(&count)?.max(0) as usize;
    let bytes = &array.get(&vm.heap).bytes;
    Ok(Value::bytes_object(bytes[..count.min(bytes.len())].to_vec()))
}

fn raw_readall(vm: &mut Vm, args: &[Value]) -> Result {
    let mut all = Vec::new();
    loop {
        let part = vm.call_method(&args[0], "read", &[Value::from_usize(super::BUFFER_SIZE)])?;
        if part.is_none() && all.is_empty() {
            return Ok(part);
        }
        let Some(bytes) = part.as_ref::<Bytes>() else {
            if part.is_none() {
                break;
            }
            return Err(vm.type_error("read() should return bytes"));
        };
        if bytes.0.is_empty() {
            break;
        }
        all.extend_from_slice(&bytes.0);
    }
    Ok(Value::bytes_object(all))
}

fn buffered_readinto(vm: &mut Vm, args: &[Value]) -> Result {
    read_into(vm, args, "read")
}

fn buffered_readinto1(vm: &mut Vm, args: &[Value]) -> Result {
    read_into(vm, args, "read1")
}

fn read_into(vm: &mut Vm, args: &[Value], by: &str) -> Result {
    let wanted = vm.writable_length(&args[1])?;
    let data = vm.call_method(&args[0], by, &[Value::from_usize(wanted)])?;
    let Some(bytes) = data.as_ref::<Bytes>().cloned() else {
        return Err(vm.type_error(format!("{by}() should return bytes")));
    };
    if bytes.0.len() > wanted {
        let message = format!("{by}() returned too much data: {wanted} bytes requested, {} returned", bytes.0.len());
        return Err(vm.value_error(message));
    }
    vm.fill_buffer(&args[1], &bytes.0)?;
    Ok(Value::from_usize(bytes.0.len()))
}

/// The text of a str argument, or CPython's complaint.
pub(super) fn text_argument(vm: &mut Vm, value: &Value, what: &str) -> Result<Ref<Str>> {
    match value.as_ref::<Str>() {
        Some(text) => Ok(text.clone()),
        None => {
            let message = format!("{what} must be str, not {}", vm.type_name(value));
            Err(vm.type_error(message))
        }
    }
}
