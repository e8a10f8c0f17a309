//! `_warnings`: warnings of the import system, handed on to the library's `warnings`.
//!
//! It has no filters of its own, so that `warnings` keeps them in Python.

use object::{Dict, Module, Ref, Str, Value};
use vm::{Method, Result, Vm, method};

const FUNCTIONS: &[Method] = &[
    method(
        "warn",
        warn,
        "(message, category=None, stacklevel=1, source=None, *, skip_file_prefixes=())",
        "Issue a warning, or maybe ignore it or raise an exception.",
    ),
    method(
        "warn_explicit",
        warn_explicit,
        "(*args, **kwargs)",
        "Issue a warning, or maybe ignore it or raise an exception.",
    ),
];

pub fn install(vm: &mut Vm) {
    vm.add_native_module("_warnings", |vm, module: &Ref<Module>| {
        vm.fill_module(module, FUNCTIONS);
        Ok(())
    });
}

fn warn(vm: &mut Vm, args: &[Value]) -> Result {
    let library = vm.import_module("warnings")?;
    let function = vm.get_attr_str(&library, "warn")?;
    let category =
        if args[1].is_none() { vm.heap.class(vm.exception_class("UserWarning")).to_value() } else { args[1].clone() };
    let category = if vm.is_instance(&args[0], vm.exception_class("Warning")) { Value::NONE } else { category };
    vm.call(&function, &[args[0].clone(), category, args[2].clone(), args[3].clone()])
}

fn warn_explicit(vm: &mut Vm, args: &[Value]) -> Result {
    let library = vm.import_module("warnings")?;
    let function = vm.get_attr_str(&library, "warn_explicit")?;
    let positional = vm.tuple_items(&args[0]).to_vec();
    let mut named = Vec::new();
    if let Some(keywords) = args[1].as_ref::<Dict>().cloned() {
        for (key, value) in vm.mapping_entries(keywords.value(), None)? {
            if let Some(key) = key.as_ref::<Str>() {
                named.push((vm.heap.intern_str(key), value));
            }
        }
    }
    vm.call_kw(&function, &positional, &named)
}
