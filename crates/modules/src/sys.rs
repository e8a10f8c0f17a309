//! `sys`: what this version has of it.

use object::{Module, Ref, Value};
use vm::{Method, Result, Vm, method};

const FUNCTIONS: &[Method] = &[
    method("exit", exit, "(status=None, /)", "Exit the interpreter by raising SystemExit(status)."),
    method("getrecursionlimit", recursion_limit, "()", "Return the current value of the recursion limit."),
    method("setrecursionlimit", set_recursion_limit, "(limit, /)", "Set the maximum depth of the call stack."),
];

pub fn install(vm: &mut Vm) {
    vm.add_native_module("sys", load);
}

fn load(vm: &mut Vm, module: &Ref<Module>) -> Result<()> {
    vm.fill_module(module, FUNCTIONS);
    let (path, modules) = (vm.path.to_value(), vm.modules.to_value());
    vm.set_module_attr(module, "path", path);
    vm.set_module_attr(module, "modules", modules);
    vm.set_module_attr(module, "maxsize", Value::from_i64(i64::MAX));
    let arguments = vm.arguments.to_value();
    vm.set_module_attr(module, "argv", arguments);
    crate::io::add_streams(vm, module)?;
    vm.sys = Some(module.clone());
    Ok(())
}

pub(crate) fn set_arguments(vm: &mut Vm, arguments: &[String]) {
    let list = vm.arguments.clone();
    let items = arguments.iter().map(|a| Value::from(a.as_str())).collect();
    drop(vm.list_replace_all(&list, items));
}

fn exit(vm: &mut Vm, args: &[Value]) -> Result {
    let arguments = if args[0].is_none() { vec![] } else { vec![args[0].clone()] };
    Err(vm.raise("SystemExit", arguments))
}

fn recursion_limit(vm: &mut Vm, _: &[Value]) -> Result {
    Ok(Value::from_usize(vm.limits.recursion))
}

fn set_recursion_limit(vm: &mut Vm, args: &[Value]) -> Result {
    let limit = vm.index(&args[0])?;
    if limit < 1 {
        return Err(vm.value_error("recursion limit must be greater or equal than 1"));
    }
    vm.set_recursion_limit(limit as usize);
    Ok(Value::NONE)
}
