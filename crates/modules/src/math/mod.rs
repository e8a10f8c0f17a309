//! `math`: functions of real numbers and of integers, with CPython's corner cases and messages.

mod gamma;
mod integer;
mod real;
mod sum;

use object::{Module, Ref, Value};
use vm::{Result, Vm};

pub fn install(vm: &mut Vm) {
    vm.add_native_module("math", |vm, module: &Ref<Module>| {
        vm.fill_module(module, real::FUNCTIONS);
        vm.fill_module(module, integer::FUNCTIONS);
        vm.fill_module(module, sum::FUNCTIONS);
        let constants = [
            ("pi", std::f64::consts::PI),
            ("e", std::f64::consts::E),
            ("tau", std::f64::consts::TAU),
            ("inf", f64::INFINITY),
            ("nan", f64::NAN),
        ];
        for (name, value) in constants {
            vm.set_module_attr(module, name, Value::float(value));
        }
        Ok(())
    });
}

/// A number as a float.
#[inline]
pub(crate) fn float(vm: &mut Vm, value: &Value) -> Result<f64> {
    if let Some(x) = value.as_float() {
        return Ok(x);
    }
    match value.as_small_int().or_else(|| value.as_bool().map(|b| b as i64)) {
        Some(n) => Ok(n as f64),
        None => vm.to_float(value),
    }
}

fn domain_error(vm: &mut Vm) -> vm::Raised {
    vm.value_error("math domain error")
}

fn range_error(vm: &mut Vm) -> vm::Raised {
    vm.overflow_error("math range error")
}
