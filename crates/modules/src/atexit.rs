//! `atexit`: functions to call at the end of the program.

use object::{Module, Ref, Value};
use vm::{Method, Result, Vm, method};

const FUNCTIONS: &[Method] = &[
    method(
        "register",
        register,
        "(func, /, *args, **kwargs)",
        "Register a function to be executed upon normal program termination",
    ),
    method(
        "unregister",
        unregister,
        "(func, /)",
        "Unregister an exit function which was previously registered using\natexit.register",
    ),
    method("_clear", clear, "()", "Clear the list of previously registered exit functions."),
    method("_run_exitfuncs", run, "()", "Run all registered exit functions."),
    method("_ncallbacks", count, "()", "Return the number of registered exit functions."),
];

pub fn install(vm: &mut Vm) {
    vm.add_native_module("atexit", load);
}

fn load(vm: &mut Vm, module: &Ref<Module>) -> Result<()> {
    vm.fill_module(module, FUNCTIONS);
    Ok(())
}

fn register(vm: &mut Vm, args: &[Value]) -> Result {
    if vm.class_attr_str(&args[0], "__call__").is_none() {
        return Err(vm.type_error("the first argument must be callable"));
    }
    vm.exit_functions.push([args[0].clone(), args[1].clone(), args[2].clone()]);
    Ok(args[0].clone())
}

fn unregister(vm: &mut Vm, args: &[Value]) -> Result {
    let mut place = vm.exit_functions.len();
    while place > 0 {
        place -= 1;
        let function = vm.exit_functions[place][0].clone();
        if vm.equal(&function, &args[0])? {
            drop(vm.exit_functions.remove(place));
        }
        place = place.min(vm.exit_functions.len());
    }
    Ok(Value::NONE)
}

fn clear(vm: &mut Vm, _: &[Value]) -> Result {
    drop(std::mem::take(&mut vm.exit_functions));
    Ok(Value::NONE)
}

fn run(vm: &mut Vm, _: &[Value]) -> Result {
    vm.run_exit_functions();
    Ok(Value::NONE)
}

fn count(vm: &mut Vm, _: &[Value]) -> Result {
    Ok(Value::from_usize(vm.exit_functions.len()))
}
