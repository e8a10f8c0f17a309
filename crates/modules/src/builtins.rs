//! `builtins`: the module whose names every program sees.

use object::{ClassIndex, Module, Ref, Value};
use vm::Vm;

const DOC: &str = "Built-in functions, types, exceptions, and other objects.";

pub fn install(vm: &mut Vm) {
    let name = vm.intern("builtins");
    let namespace = vm.builtins.clone();
    let module = Ref::new(ClassIndex::MODULE, Module { name: name.to_value(), namespace });
    for (attribute, value) in [
        ("__name__", name.to_value()),
        ("__doc__", Value::from(DOC)),
        ("__package__", Value::from("")),
        ("__loader__", Value::NONE),
        ("__spec__", Value::NONE),
    ] {
        vm.set_module_attr(&module, attribute, value);
    }
    let modules = vm.modules.clone();
    vm.namespace_set(&modules, &name, module.into());
}
