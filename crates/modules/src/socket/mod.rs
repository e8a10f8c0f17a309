//! `_socket`, `select` and `_posixsubprocess`: there is no network and no other process to talk to. What
//! needs none works, a pair of sockets among it; the rest says so in an OSError.

mod pair;
mod select;

use object::{ClassFlags, ClassIndex, Kind, Module, Ref, Value};
use vm::{Method, NativeClass, Raised, Result, Vm, method};

const FUNCTIONS: &[Method] = &[
    method("gethostname", gethostname, "()", "Return the current host name."),
    method("getdefaulttimeout", none, "()", "Returns the default timeout in seconds for new socket objects."),
    method("setdefaulttimeout", one_none, "(timeout, /)", "Set the default timeout in seconds for new socket objects."),
    method("htons", swap_short, "(x, /)", "Convert a 16-bit unsigned integer from host to network byte order."),
    method("ntohs", swap_short, "(x, /)", "Convert a 16-bit unsigned integer from network to host byte order."),
    method("htonl", swap_long, "(x, /)", "Convert a 32-bit integer from host to network byte order."),
    method("ntohl", swap_long, "(x, /)", "Convert a 32-bit integer from network to host byte order."),
    method(
        "inet_aton",
        inet_aton,
        "(ip_addr, /)",
        "Convert an IP address in string format to 32-bit packed binary format.",
    ),
    method("inet_ntoa", inet_ntoa, "(packed_ip, /)", "Convert an IP address from packed format to string format."),
    method("getaddrinfo", no_network, "(host, port, family=0, type=0, proto=0, flags=0)", "Raises OSError."),
    method("gethostbyname", no_network, "(host, /)", "Raises OSError."),
    method(
        "socketpair",
        pair::socket_pair,
        "(family=1, type=1, proto=0)",
        "Create a pair of socket objects from the sockets returned by the platform.",
    ),
    method("close", pair::close_number, "(fd, /)", "Close an integer socket file descriptor."),
    method("dup", no_network, "(fd, /)", "Raises OSError."),
];
const SUBPROCESS: &[Method] = &[method("fork_exec", no_process, "(*args)", "Raises OSError.")];

const NUMBERS: &[(&str, i64)] = &[
    ("AF_UNSPEC", 0),
    ("AF_UNIX", 1),
    ("AF_INET", 2),
    ("AF_INET6", 10),
    ("SOCK_STREAM", 1),
    ("SOCK_DGRAM", 2),
    ("SOCK_RAW", 3),
    ("SOCK_NONBLOCK", 2048),
    ("SOCK_CLOEXEC", 524_288),
    ("SOL_SOCKET", 1),
    ("SO_REUSEADDR", 2),
    ("SO_TYPE", 3),
    ("SO_ERROR", 4),
    ("SO_BROADCAST", 6),
    ("SO_SNDBUF", 7),
    ("SO_RCVBUF", 8),
    ("SO_KEEPALIVE", 9),
    ("SO_REUSEPORT", 15),
    ("SOMAXCONN", 4096),
    ("IPPROTO_IP", 0),
    ("IPPROTO_TCP", 6),
    ("IPPROTO_UDP", 17),
    ("IPPROTO_IPV6", 41),
    ("IPV6_V6ONLY", 26),
    ("TCP_NODELAY", 1),
    ("SHUT_RD", 0),
    ("SHUT_WR", 1),
    ("SHUT_RDWR", 2),
    ("MSG_PEEK", 2),
    ("MSG_DONTWAIT", 64),
    ("AI_PASSIVE", 1),
    ("AI_CANONNAME", 2),
    ("AI_ADDRCONFIG", 32),
    ("NI_NUMERICHOST", 1),
    ("NI_NUMERICSERV", 2),
    ("EAI_NONAME", -2),
    ("EAI_FAMILY", -6),
];

pub fn install(vm: &mut Vm) {
    vm.add_native_module("_socket", load);
    vm.add_native_module("select", |vm, module| {
        vm.fill_module(module, select::FUNCTIONS);
        let error = vm.heap.class(vm.exception_class("OSError")).to_value();
        vm.set_module_attr(module, "error", error);
        Ok(())
    });
    vm.add_native_module("_posixsubprocess", |vm, module| {
        vm.fill_module(module, SUBPROCESS);
        Ok(())
    });
}

fn load(vm: &mut Vm, module: &Ref<Module>) -> Result<()> {
    vm.fill_module(module, FUNCTIONS);
    for (name, number) in NUMBERS {
        vm.set_module_attr(module, name, Value::int(*number));
    }
    vm.set_module_attr(module, "has_ipv6", Value::TRUE);
    let error: ClassIndex = vm.exception_class("OSError");
    let error = vm.heap.class(error).clone();
    vm.set_module_attr(module, "error", error.to_value());
    let timeout = vm.heap.class(vm.exception_class("TimeoutError")).to_value();
    vm.set_module_attr(module, "timeout", timeout);
    for name in ["gaierror", "herror"] {
        let class = vm.new_native_class(NativeClass {
            name,
            module: "socket",
            bases: std::slice::from_ref(&error),
            kind: Kind::Exception,
            flags: ClassFlags::EXCEPTION | ClassFlags::HAS_DICT,
            ..NativeClass::BASE
        });
        vm.set_module_attr(module, name, class.to_value());
    }
    let socket = pair::add_class(vm, module);
    vm.set_module_attr(module, "SocketType", socket.to_value());
    Ok(())
}

#[cold]
fn missing(vm: &mut Vm, what: &str) -> Raised {
    const NOT_SUPPORTED: i32 = 95;
    vm.os_error(NOT_SUPPORTED, what, None)
}

fn no_network(vm: &mut Vm, _: &[Value]) -> Result {
    Err(missing(vm, "bindscope has no network"))
}

fn no_process(vm: &mut Vm, _: &[Value]) -> Result {
    Err(missing(vm, "bindscope starts no other programs"))
}

fn none(_: &mut Vm, _: &[Value]) -> Result {
    Ok(Value::NONE)
}
fn one_none(_: &mut Vm, _: &[Value]) -> Result {
    Ok(Value::NONE)
}

fn gethostname(vm: &mut Vm, _: &[Value]) -> Result {
    let [_, node, ..] = vm.host.system_names();
    Ok(Value::from(node))
}

fn swap_short(vm: &mut Vm, args: &[Value]) -> Result {
    match u16::try_from(vm.index(&args[0])?) {
        Ok(n) => Ok(Value::int(n.to_be() as i64)),
        Err(_) => Err(vm.overflow_error("htons: Python int too large to convert to C 16-bit unsigned integer")),
    }
}

fn swap_long(vm: &mut Vm, args: &[Value]) -> Result {
    match u32::try_from(vm.index(&args[0])?) {
        Ok(n) => Ok(Value::int(n.to_be() as i64)),
        Err(_) => Err(vm.overflow_error("int larger than 32 bits")),
    }
}

fn inet_aton(vm: &mut Vm, args: &[Value]) -> Result {
    let text = vm.str_arg(&args[0], "inet_aton() argument 1")?.lossy().into_owned();
    match text.parse::<std::net::Ipv4Addr>() {
        Ok(address) => Ok(Value::bytes_object(address.octets())),
        Err(_) => Err(vm.error("OSError", "illegal IP address string passed to inet_aton")),
    }
}

fn inet_ntoa(vm: &mut Vm, args: &[Value]) -> Result {
    let bytes = vm.bytes_like(&args[0])?;
    match <[u8; 4]>::try_from(&bytes[..]) {
        Ok(octets) => Ok(Value::from(std::net::Ipv4Addr::from(octets).to_string())),
        Err(_) => Err(vm.error("OSError", "packed IP wrong length")),
    }
}
