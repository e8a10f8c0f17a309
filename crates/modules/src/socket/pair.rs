//! `_socket.socket`, as far as the two ends of a pair in one process need it. An event loop wakes itself with one.
//!
//! The ends are no files of the host: their numbers lie above those.

use std::collections::{BTreeMap, VecDeque};

use object::{ClassFlags, Module, NativeData, Ref, Value};
use vm::{Getter, Method, NativeClass, Result, Vm, getter, method};

use super::{missing, no_network};

/// The ends that are open, by their numbers.
#[derive(Default)]
struct Ends {
    open: BTreeMap<i32, End>,
    made: i32,
}

struct End {
    peer: i32,
    received: VecDeque<u8>,
}

struct Socket {
    /// -1 when it is closed.
    file: i32,
    family: i64,
    kind: i64,
    protocol: i64,
    timeout: Option<f64>,
}

impl NativeData for Socket {
    fn visit(&self, _: &mut dyn FnMut(&Value)) {}
}

const FIRST: i32 = 1 << 20;
/// How many bytes may wait to be received.
const ROOM: usize = 200 << 10;
const BAD_DESCRIPTOR: i32 = 9;
const WOULD_BLOCK: i32 = 11;
const BROKEN_PIPE: i32 = 32;

const METHODS: &[Method] = &[
    method("__new__", new, "(cls, /, *args, **kwargs)", "Create and return a new object."),
    method("__init__", init, "(self, /, family=-1, type=-1, proto=-1, fileno=None)", "Adopts an end of a pair."),
    method(
        "fileno",
        |vm, args| vm.read(&args[0], |s: &Socket| Value::int(s.file.into())),
        "(self, /)",
        "Return the integer file descriptor of the socket.",
    ),
    method("detach", detach, "(self, /)", "Close the socket object without closing the underlying file descriptor."),
    method("close", close, "(self, /)", "Close the socket. It cannot be used after this call."),
    method("recv", receive, "(self, buffersize, flags=0, /)", "Receive up to buffersize bytes from the socket."),
    method("send", send, "(self, data, flags=0, /)", "Send a data string to the socket."),
    method("sendall", send_all, "(self, data, flags=0, /)", "Send a data string to the socket."),
    method("setblocking", set_blocking, "(self, flag, /)", "Set the socket to blocking or non-blocking mode."),
    method("settimeout", set_timeout, "(self, timeout, /)", "Set a timeout on socket operations."),
    method("gettimeout", timeout, "(self, /)", "Returns the timeout in seconds associated with socket operations."),
    method(
        "getblocking",
        |vm, args| vm.read(&args[0], |s: &Socket| Value::bool(s.timeout != Some(0.0))),
        "(self, /)",
        "Returns True if socket is in blocking mode, or False if it is in non-blocking mode.",
    ),
    method("connect", no_network, "(self, address, /)", "Raises OSError."),
    method("bind", no_network, "(self, address, /)", "Raises OSError."),
    method("listen", no_network, "(self, backlog=128, /)", "Raises OSError."),
];
const GETTERS: &[Getter] = &[
    getter("family", |vm, args| vm.read(&args[0], |s: &Socket| Value::int(s.family)), "the socket family"),
    getter("type", |vm, args| vm.read(&args[0], |s: &Socket| Value::int(s.kind)), "the socket type"),
    getter("proto", |vm, args| vm.read(&args[0], |s: &Socket| Value::int(s.protocol)), "the socket protocol"),
    getter("timeout", timeout, "the socket timeout"),
];

pub(super) fn add_class(vm: &mut Vm, module: &Ref<Module>) -> Ref<object::Class> {
    let native = NativeClass {
        name: "socket",
        module: "_socket",
        methods: METHODS,
        getters: GETTERS,
        flags: ClassFlags::IMMUTABLE,
        ..NativeClass::BASE
    };
    vm.add_data_class::<Socket>(module, native)
}

/// `socketpair(family, type, proto)`: two sockets, each of which receives what the other sends.
pub(super) fn socket_pair(vm: &mut Vm, args: &[Value]) -> Result {
    let facts = [vm.index(&args[0])?, vm.index(&args[1])?, vm.index(&args[2])?];
    let ends = vm.module_state::<Ends>();
    let first = FIRST + ends.made;
    ends.made += 2;
    for (file, peer) in [(first, first + 1), (first + 1, first)] {
        ends.open.insert(file, End { peer, received: VecDeque::new() });
    }
    let [family, kind, protocol] = facts;
    let sockets = [first, first + 1].map(|file| vm.make(Socket { file, family, kind, protocol, timeout: None }));
    Ok(Value::tuple_of(sockets))
}

/// `_socket.close(number)`
pub(super) fn close_number(vm: &mut Vm, args: &[Value]) -> Result {
    let file = vm.index(&args[0])?;
    match i32::try_from(file).ok().and_then(|file| vm.module_state::<Ends>().open.remove(&file)) {
        Some(_) => Ok(Value::NONE),
        None => Err(vm.os_error(BAD_DESCRIPTOR, "Bad file descriptor", None)),
    }
}

/// The number of a file, or of an object with `fileno`.
pub(super) fn number_of(vm: &mut Vm, file: &Value) -> Result<i32> {
    let number = match file.as_small_int() {
        Some(number) => number,
        None => {
            let number = vm.call_method(file, "fileno", &[])?;
            vm.index(&number)?
        }
    };
    i32::try_from(number).map_err(|_| vm.value_error("file descriptor cannot be a negative integer (-1)"))
}

/// Has an end received something, or seen the other close? None for what is no end.
pub(super) fn is_readable(vm: &mut Vm, file: i32) -> Option<bool> {
    let ends = vm.module_state::<Ends>();
    let end = ends.open.get(&file)?;
    Some(!end.received.is_empty() || !ends.open.contains_key(&end.peer))
}

fn new(vm: &mut Vm, args: &[Value]) -> Result {
    vm.new_data(&args[0], Socket { file: -1, family: -1, kind: -1, protocol: -1, timeout: None })
}

fn init(vm: &mut Vm, args: &[Value]) -> Result {
    if args[4].is_none() {
        return no_network(vm, args);
    }
    let [family, kind, protocol] = [vm.index(&args[1])?, vm.index(&args[2])?, vm.index(&args[3])?];
    let file = number_of(vm, &args[4])?;
    if is_readable(vm, file).is_none() {
        return Err(vm.os_error(BAD_DESCRIPTOR, "Bad file descriptor", None));
    }
    vm.state(&args[0], |s: &mut Socket| *s = Socket { file, family, kind, protocol, timeout: None })?;
    Ok(Value::NONE)
}

fn detach(vm: &mut Vm, args: &[Value]) -> Result {
    let file = vm.state(&args[0], |s: &mut Socket| std::mem::replace(&mut s.file, -1))?;
    Ok(Value::int(file.into()))
}

fn close(vm: &mut Vm, args: &[Value]) -> Result {
    let file = vm.state(&args[0], |s: &mut Socket| std::mem::replace(&mut s.file, -1))?;
    vm.module_state::<Ends>().open.remove(&file);
    Ok(Value::NONE)
}

fn receive(vm: &mut Vm, args: &[Value]) -> Result {
    let Ok(most) = usize::try_from(vm.index(&args[1])?) else {
        return Err(vm.value_error("negative buffersize in recv"));
    };
    let (file, blocks) = vm.read(&args[0], |s: &Socket| (s.file, s.timeout != Some(0.0)))?;
    let ends = vm.module_state::<Ends>();
    let Some(end) = ends.open.get_mut(&file) else {
        return Err(vm.os_error(BAD_DESCRIPTOR, "Bad file descriptor", None));
    };
    let (count, peer) = (most.min(end.received.len()), end.peer);
    let bytes: Vec<u8> = end.received.drain(..count).collect();
    if bytes.is_empty() && most > 0 && ends.open.contains_key(&peer) {
        return Err(match blocks {
            true => missing(vm, "nobody can send meanwhile"),
            false => vm.os_error(WOULD_BLOCK, "Resource temporarily unavailable", None),
        });
    }
    Ok(Value::bytes_object(bytes))
}

fn send(vm: &mut Vm, args: &[Value]) -> Result {
    let bytes = vm.bytes_like(&args[1])?;
    let (file, blocks) = vm.read(&args[0], |s: &Socket| (s.file, s.timeout != Some(0.0)))?;
    let ends = vm.module_state::<Ends>();
    let Some(peer) = ends.open.get(&file).map(|end| end.peer) else {
        return Err(vm.os_error(BAD_DESCRIPTOR, "Bad file descriptor", None));
    };
    let Some(peer) = ends.open.get_mut(&peer) else {
        return Err(vm.os_error(BROKEN_PIPE, "Broken pipe", None));
    };
    let count = bytes.len().min(ROOM.saturating_sub(peer.received.len()));
    peer.received.extend(&bytes[..count]);
    if count == 0 && !bytes.is_empty() {
        return Err(match blocks {
            true => missing(vm, "nobody can receive meanwhile"),
            false => vm.os_error(WOULD_BLOCK, "Resource temporarily unavailable", None),
        });
    }
    Ok(Value::from_usize(count))
}

fn send_all(vm: &mut Vm, args: &[Value]) -> Result {
    let bytes = vm.bytes_like(&args[1])?;
    let sent = send(vm, args)?;
    if sent.as_small_int() == i64::try_from(bytes.len()).ok() {
        return Ok(Value::NONE);
    }
    Err(missing(vm, "nobody can receive meanwhile"))
}

fn set_blocking(vm: &mut Vm, args: &[Value]) -> Result {
    let blocks = vm.truth(&args[1])?;
    vm.state(&args[0], |s: &mut Socket| s.timeout = if blocks { None } else { Some(0.0) })?;
    Ok(Value::NONE)
}

fn set_timeout(vm: &mut Vm, args: &[Value]) -> Result {
    let timeout = match args[1].is_none() {
        true => None,
        false => Some(vm.to_float(&args[1])?),
    };
    if timeout.is_some_and(|seconds| seconds < 0.0) {
        return Err(vm.value_error("Timeout value out of range"));
    }
    vm.state(&args[0], |s: &mut Socket| s.timeout = timeout)?;
    Ok(Value::NONE)
}

fn timeout(vm: &mut Vm, args: &[Value]) -> Result {
    vm.read(&args[0], |s: &Socket| s.timeout.map_or(Value::NONE, Value::float))
}
