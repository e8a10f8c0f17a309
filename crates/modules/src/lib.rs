//! Native modules, a file each. None knows another.

mod builtins;
mod collections;
mod copy;
mod errno;
mod functools;
mod io;
mod itertools;
mod math;
mod operator;
mod posix;
mod site;
mod sre;
mod sys;
mod time;
mod typing;

use vm::Vm;

/// Declares all native modules; each is filled when it is first imported.
pub fn install(vm: &mut Vm) {
    builtins::install(vm);
    collections::install(vm);
    copy::install(vm);
    functools::install(vm);
    io::install(vm);
    itertools::install(vm);
    math::install(vm);
    operator::install(vm);
    site::install(vm);
    sre::install(vm);
    errno::install(vm);
    posix::install(vm);
    time::install(vm);
    sys::install(vm);
    typing::install(vm);
}

/// `sys.argv` of the run.
pub fn set_arguments(vm: &mut Vm, arguments: &[String]) {
    sys::set_arguments(vm, arguments);
}
