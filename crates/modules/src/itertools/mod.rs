//! `itertools`: lazy iterators, a file for each family.

mod chain;
mod combine;
mod endless;
mod group;
mod select;
mod split;

use object::{Module, Ref, Value};
use vm::{Result, Vm};

pub fn install(vm: &mut Vm) {
    vm.add_native_module("itertools", |vm, module: &Ref<Module>| {
        chain::load(vm, module);
        combine::load(vm, module);
        endless::load(vm, module);
        group::load(vm, module);
        select::load(vm, module);
        split::load(vm, module);
        Ok(())
    });
}

/// `function(*arguments)` for the items of an iterable.
fn call_with(vm: &mut Vm, function: &Value, arguments: &Value) -> Result {
    match arguments.as_ref::<object::Tuple>() {
        Some(tuple) => vm.call(function, &tuple.clone().0),
        None => {
            let arguments = vm.collect(arguments)?;
            vm.call(function, &arguments)
        }
    }
}

/// Data that is some values (and plain fields) with nothing more to say.
macro_rules! native_data {
    ($name:ident: $($single:ident)* $(; $($many:ident)*)?) => {
        impl object::NativeData for $name {
            fn visit(&self, visit: &mut dyn FnMut(&object::Value)) {
                $(visit(&self.$single);)*
                $($(self.$many.iter().for_each(&mut *visit);)*)?
                let _ = visit;
            }
            fn clear(&mut self) {
                $(self.$single = object::Value::UNBOUND;)*
                $($(self.$many = Default::default();)*)?
            }
        }
    };
}
use native_data;
