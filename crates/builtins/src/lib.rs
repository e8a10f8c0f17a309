//! Methods of the core types and the built-in functions, a file for each family.

mod class;
mod container;
mod exception;
mod function;
mod mapping;
mod number;
mod set;
mod string;

use vm::Vm;

/// Gives the built-in classes their methods and binds the built-in names.
pub fn install(vm: &mut Vm) {
    class::install(vm);
    number::install(vm);
    string::install(vm);
    container::install(vm);
    set::install(vm);
    mapping::install(vm);
    exception::install(vm);
    function::install(vm);
}
