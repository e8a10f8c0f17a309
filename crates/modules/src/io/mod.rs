//! `_io`: files, buffers and text over them. A file for each layer; the layers know each other by Python's
//! methods, and by short cuts where both are ours.

mod base;
mod buffered;
mod bytes;
mod codec;
mod file;
mod newline;
mod open;
mod pair;
mod string;
mod text;

use object::{Class, Module, Ref, Value};
use vm::{Raised, Result, Vm};

const BUFFER_SIZE: usize = 8192;

pub fn install(vm: &mut Vm) {
    vm.add_native_module("_io", |vm, module: &Ref<Module>| {
        let bases = base::load(vm, module)?;
        file::load(vm, module, &bases);
        bytes::load(vm, module, &bases);
        buffered::load(vm, module, &bases);
        pair::load(vm, module, &bases);
        newline::load(vm, module);
        string::load(vm, module, &bases);
        text::load(vm, module, &bases);
        open::load(vm, module);
        vm.set_module_attr(module, "DEFAULT_BUFFER_SIZE", Value::from_usize(BUFFER_SIZE));
        Ok(())
    });
    open::install(vm);
}

/// Gives `sys` its three streams.
pub(crate) fn add_streams(vm: &mut Vm, sys: &Ref<Module>) -> Result<()> {
    text::add_streams(vm, sys)
}

/// The abstract classes of the module.
struct Bases {
    raw: Ref<Class>,
    buffered: Ref<Class>,
    text: Ref<Class>,
}

#[cold]
fn closed_file(vm: &mut Vm) -> Raised {
    vm.value_error("I/O operation on closed file.")
}

/// The size argument of `read`: None and negative numbers mean everything.
fn size_argument(vm: &mut Vm, value: &Value) -> Result<Option<usize>> {
    if value.is_none() || value.is_unbound() {
        return Ok(None);
    }
    if value.as_float().is_some() {
        let message = format!("argument should be integer or None, not '{}'", vm.type_name(value));
        return Err(vm.type_error(message));
    }
    let size = vm.index_value(value);
    match size {
        Ok(size) => Ok(size.as_small_int().and_then(|n| usize::try_from(n).ok())),
        Err(_) if vm.swallow("TypeError") => {
            let message = format!("argument should be integer or None, not '{}'", vm.type_name(value));
            Err(vm.type_error(message))
        }
        Err(raised) => Err(raised),
    }
}

/// Is the object exactly of the class that holds a `T`?
fn is_exactly<T: object::NativeData>(vm: &Vm, object: &Value) -> bool {
    vm.heap.class_of(object).is_same(&vm.class_for::<T>())
}

/// Whence and offset of `seek` as the host wants them.
fn seek_target(vm: &mut Vm, offset: i64, whence: i64) -> Result<std::io::SeekFrom> {
    match whence {
        0 if offset < 0 => Err(vm.value_error(format!("negative seek position {offset}"))),
        0 => Ok(std::io::SeekFrom::Start(offset as u64)),
        1 => Ok(std::io::SeekFrom::Current(offset)),
        2 => Ok(std::io::SeekFrom::End(offset)),
        _ => Err(vm.value_error(format!("invalid whence ({whence}, should be 0, 1 or 2)"))),
    }
}
