//! Methods of the core types and the built-in functions, a file for each family.

mod aggregate;
mod alias;
mod bytes;
mod callable;
mod character;
mod class;
mod code;
mod complex;
mod coroutine;
mod descriptor;
mod dict;
mod exception;
mod exception_field;
mod float;
mod float_hex;
mod format;
mod frame;
mod function;
mod generator;
mod group;
mod int;
mod int_text;
mod iterator;
mod list;
mod memory;
mod module;
mod namespace;
mod number_function;
mod object;
mod output;
mod proxy;
mod range;
mod sequence;
mod set;
mod sort;
mod string;
mod tuple;
mod unicode_error;
mod view;

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
    frame::install(vm);
    generator::install(vm);
    module::install(vm);
    proxy::install(vm);
    string::install(vm);
    bytes::install(vm);
    memory::install(vm);
    unicode_error::install(vm);
    format::install(vm);
    list::install(vm);
    tuple::install(vm);
    range::install(vm);
    iterator::install(vm);
    coroutine::install(vm);
    set::install(vm);
    dict::install(vm);
    view::install(vm);
    exception::install(vm);
    group::install(vm);
    function::install(vm);
    character::install(vm);
    namespace::install(vm);
    alias::install(vm);
}
