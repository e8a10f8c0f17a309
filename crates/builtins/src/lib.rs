//! Methods of the core types and the built-in functions, a file for each family.

mod alias;
mod callable;
mod class;
mod code;
mod complex;
mod container;
mod coroutine;
mod descriptor;
mod exception;
mod float;
mod float_hex;
mod format;
mod function;
mod generator;
mod int;
mod int_text;
mod mapping;
mod module;
mod namespace;
mod object;
mod print;
mod proxy;
mod set;
mod string;

use vm::Vm;

/// Gives the built-in classes their methods and binds the built-in names.
pub fn install(vm: &mut Vm) {
    object::install(vm);
    class::install(vm);
    int::install(vm);
    float::install(vm);
    complex::install(vm);
    descriptor::install(vm);
    callable::install(vm);
    code::install(vm);
    generator::install(vm);
    module::install(vm);
    proxy::install(vm);
    string::install(vm);
    format::install(vm);
    container::install(vm);
    coroutine::install(vm);
    set::install(vm);
    mapping::install(vm);
    exception::install(vm);
    function::install(vm);
    print::install(vm);
    namespace::install(vm);
    alias::install(vm);
    vm.make_builtins_module();
}
