//! Native modules, a file each. None knows another.

mod abc;
mod account;
mod array;
mod ast;
mod atexit;
mod binascii;
mod bisect;
mod builtins;
mod cmath;
mod codecs;
mod collections;
mod contextvars;
mod csv;
mod errno;
mod functools;
mod gc;
mod hash;
mod heapq;
mod import;
mod io;
mod itertools;
mod json;
mod locale;
mod marshal;
mod math;
mod opcode;
mod operator;
mod posix;
mod queue;
mod random;
mod signal;
mod site;
mod socket;
mod sre;
mod string;
mod structure;
mod sys;
mod thread;
mod time;
mod tokenize;
mod typing;
mod unicodedata;
mod warning;
mod weakref;
mod zlib;

use vm::Vm;

/// Declares all native modules; each is filled when it is first imported.
pub fn install(vm: &mut Vm) {
    abc::install(vm);
    atexit::install(vm);
    builtins::install(vm);
    queue::install(vm);
    cmath::install(vm);
    csv::install(vm);
    hash::install(vm);
    json::install(vm);
    binascii::install(vm);
    array::install(vm);
    structure::install(vm);
    random::install(vm);
    heapq::install(vm);
    bisect::install(vm);
    codecs::install(vm);
    collections::install(vm);
    functools::install(vm);
    io::install(vm);
    gc::install(vm);
    itertools::install(vm);
    math::install(vm);
    operator::install(vm);
    site::install(vm);
    sre::install(vm);
    string::install(vm);
    errno::install(vm);
    posix::install(vm);
    time::install(vm);
    contextvars::install(vm);
    import::install(vm);
    signal::install(vm);
    account::install(vm);
    locale::install(vm);
    marshal::install(vm);
    opcode::install(vm);
    socket::install(vm);
    warning::install(vm);
    ast::install(vm);
    sys::install(vm);
    tokenize::install(vm);
    typing::install(vm);
    thread::install(vm);
    weakref::install(vm);
    zlib::install(vm);
    unicodedata::install(vm);
}

/// `sys.argv` of the run.
pub fn set_arguments(vm: &mut Vm, arguments: &[String]) {
    sys::set_arguments(vm, arguments);
}
