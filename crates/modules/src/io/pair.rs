//! `BufferedRWPair`: a reader and a writer in one.

use object::{ClassFlags, Kind, Module, NativeData, Ref, Value};
use vm::{Getter, Method, NativeClass, Result, Vm, getter, method};

use super::{BUFFER_SIZE, Bases};

macro_rules! forwards {
    ($($function:ident $part:ident $text:literal $arguments:literal,)*) => { $(
        fn $function(vm: &mut Vm, args: &[Value]) -> Result {
            let part = vm.read(&args[0], |data: &Pair| data.$part.clone())?;
            let rest: Vec<Value> = args[1..].iter().take($arguments).cloned().collect();
            vm.call_method(&part, $text, &rest)
        }
    )* };
}

forwards! {
    read reader "read" 1,
    read1 reader "read1" 1,
    peek reader "peek" 1,
    readinto reader "readinto" 1,
    readable reader "readable" 0,
    write writer "write" 1,
    flush writer "flush" 0,
    writable writer "writable" 0,
}

const METHODS: &[Method] = &[
    method("__new__", new, "(cls, /, *args, **kwargs)", "Create and return a new object."),
    method("__init__", init, "(self, /, reader, writer, buffer_size=8192)", "A reader and a writer in one."),
    method("read", read, "(self, size=-1, /)", "Read up to size bytes."),
    method("read1", read1, "(self, size=-1, /)", "Read with at most one raw read."),
    method("peek", peek, "(self, size=0, /)", "Bytes of the buffer without advancing."),
    method("readinto", readinto, "(self, buffer, /)", "Read bytes into a buffer."),
    method("readable", readable, "(self, /)", "Can it be read?"),
    method("write", write, "(self, buffer, /)", "Write the bytes."),
    method("flush", flush, "(self, /)", "Write what waits."),
    method("writable", writable, "(self, /)", "Can it be written?"),
    method("close", close, "(self, /)", "Close both."),
    method("isatty", isatty, "(self, /)", "Is one of them a terminal?"),
];
const GETTERS: &[Getter] = &[getter("closed", closed, "Is the writer closed?")];

struct Pair {
    reader: Value,
    writer: Value,
}

impl NativeData for Pair {
    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        visit(&self.reader);
        visit(&self.writer);
    }
    fn clear(&mut self) {
        (self.reader, self.writer) = (Value::NONE, Value::NONE);
    }
}

pub(super) fn load(vm: &mut Vm, module: &Ref<Module>, bases: &Bases) {
    vm.add_data_class::<Pair>(
        module,
        NativeClass {
            name: "BufferedRWPair",
            module: "_io",
            bases: std::slice::from_ref(&bases.buffered),
            kind: Kind::Native,
            methods: METHODS,
            getters: GETTERS,
            doc: "A buffered reader and writer object together.",
            flags: ClassFlags::HAS_DICT | ClassFlags::HAS_WEAKREF | ClassFlags::IMMUTABLE,
            ..NativeClass::BASE
        },
    );
}

fn new(vm: &mut Vm, args: &[Value]) -> Result {
    vm.new_data(&args[0], Pair { reader: Value::NONE, writer: Value::NONE })
}

fn init(vm: &mut Vm, args: &[Value]) -> Result {
    let size = if args[3].is_unbound() { Value::from_usize(BUFFER_SIZE) } else { args[3].clone() };
    let io = vm.import_module("_io")?;
    let reader = vm.call_method(&io, "BufferedReader", &[args[1].clone(), size.clone()])?;
    let writer = vm.call_method(&io, "BufferedWriter", &[args[2].clone(), size])?;
    vm.state(&args[0], |data: &mut Pair| *data = Pair { reader, writer })?;
    Ok(Value::NONE)
}

fn parts(vm: &mut Vm, object: &Value) -> Result<(Value, Value)> {
    vm.read(object, |data: &Pair| (data.reader.clone(), data.writer.clone()))
}

fn close(vm: &mut Vm, args: &[Value]) -> Result {
    let (reader, writer) = parts(vm, &args[0])?;
    let failure = vm.call_method(&writer, "close", &[]).err().map(|_| vm.take_pending());
    let closed = vm.call_method(&reader, "close", &[]);
    match failure {
        Some(exception) => Err(vm.restore_pending(exception)),
        None => closed,
    }
}

fn isatty(vm: &mut Vm, args: &[Value]) -> Result {
    let (reader, writer) = parts(vm, &args[0])?;
    let answer = vm.call_method(&writer, "isatty", &[])?;
    if vm.truth(&answer)? { Ok(answer) } else { vm.call_method(&reader, "isatty", &[]) }
}

fn closed(vm: &mut Vm, args: &[Value]) -> Result {
    let (_, writer) = parts(vm, &args[0])?;
    vm.get_attr_str(&writer, "closed")
}
