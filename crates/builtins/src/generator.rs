//! Generators: what Python sees of a suspended frame.

use object::{ClassIndex, Generator, Ref, Value};
use vm::{Method, Result, Vm, method};

const GENERATOR: &[Method] = &[
    method("__iter__", identity, "(self, /)", "Implement iter(self)."),
    method("__next__", generator_next, "(self, /)", "Implement next(self)."),
    method("send", generator_send, "(self, value, /)", "Send a value into the generator."),
    method("throw", generator_throw, "(self, type, value=<unset>, traceback=<unset>, /)", "Raise an exception in it."),
    method("close", generator_close, "(self, /)", "Raise GeneratorExit in it."),
];

pub fn install(vm: &mut Vm) {
    vm.fill_class(ClassIndex::GENERATOR, GENERATOR, &[]);
}

pub(crate) fn identity(_: &mut Vm, args: &[Value]) -> Result {
    Ok(args[0].clone())
}

fn as_generator(vm: &mut Vm, value: &Value) -> Result<Ref<Generator>> {
    match value.as_ref::<Generator>() {
        Some(generator) => Ok(generator.clone()),
        None => Err(vm.type_error("a generator is needed here")),
    }
}

fn resumed(vm: &mut Vm, result: Result<Option<Value>>) -> Result {
    match result? {
        Some(value) => Ok(value),
        None => {
            let value = vm.take_generator_result();
            Err(vm.stop_iteration(Some(value)))
        }
    }
}

fn generator_next(vm: &mut Vm, args: &[Value]) -> Result {
    let generator = as_generator(vm, &args[0])?;
    let result = vm.generator_send(&generator, Value::NONE);
    resumed(vm, result)
}

fn generator_send(vm: &mut Vm, args: &[Value]) -> Result {
    let generator = as_generator(vm, &args[0])?;
    let result = vm.generator_send(&generator, args[1].clone());
    resumed(vm, result)
}

fn generator_throw(vm: &mut Vm, args: &[Value]) -> Result {
    let generator = as_generator(vm, &args[0])?;
    let given = args.iter().rposition(|a| !a.is_unbound()).unwrap_or(1);
    let result = vm.generator_throw_parts(&generator, &args[1..=given]);
    resumed(vm, result)
}

fn generator_close(vm: &mut Vm, args: &[Value]) -> Result {
    let generator = as_generator(vm, &args[0])?;
    vm.generator_close(&generator)
}
