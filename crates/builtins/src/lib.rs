//! Methods of the core types and the built-in functions, a file for each family.

mod class;
mod complex;
mod container;
mod exception;
mod float;
mod float_hex;
mod function;
mod int;
mod int_text;
mod mapping;
mod set;
mod string;

use vm::Vm;

/// Gives the built-in classes their methods and binds the built-in names.
pub fn install(vm: &mut Vm) {
    class::install(vm);
    int::install(vm);
    float::install(vm);
    complex::install(vm);
    string::install(vm);
    container::install(vm);
    set::install(vm);
    mapping::install(vm);
    exception::install(vm);
    function::install(vm);
}
