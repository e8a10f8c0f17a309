//! `copy`: shallow and deep copies of the core types and of plain instances.

use std::collections::HashMap;

use object::{ClassFlags, Dict, Instance, Kind, List, Module, Ref, Set, Tuple, Value};
use vm::{Method, Result, Vm, method};

const FUNCTIONS: &[Method] = &[
    method("copy", copy, "(x, /)", "Shallow copy operation on arbitrary Python objects."),
    method("deepcopy", deep_copy, "(x, /)", "Deep copy operation on arbitrary Python objects."),
];

pub fn install(vm: &mut Vm) {
    vm.add_native_module("copy", |vm, module: &Ref<Module>| {
        vm.fill_module(module, FUNCTIONS);
        Ok(())
    });
}

fn copy(vm: &mut Vm, args: &[Value]) -> Result {
    let value = &args[0];
    if let Some(hook) = vm.class_attr_str(value, "__copy__") {
        return vm.call_unbound(&hook, value, &[]);
    }
    copied(vm, value, &mut |_, part| Ok(part.clone()), &mut |_, _| {})
}

fn deep_copy(vm: &mut Vm, args: &[Value]) -> Result {
    let mut done = HashMap::new();
    deep(vm, &args[0], &mut done)
}

/// `done` maps the words of originals to their copies, so that shared parts stay shared.
fn deep(vm: &mut Vm, value: &Value, done: &mut HashMap<u64, (Value, Value)>) -> Result {
    if let Some((_, copy)) = done.get(&value.bits()) {
        return Ok(copy.clone());
    }
    if vm.stack_exhausted() {
        return Err(vm.recursion_error("maximum recursion depth exceeded"));
    }
    if let Some(hook) = vm.class_attr_str(value, "__deepcopy__") {
        let memo = Ref::<Dict>::dict();
        return vm.call_unbound(&hook, value, &[memo.into()]);
    }
    // Both closures note copies; the cell lets them share the table.
    let table = std::cell::RefCell::new(std::mem::take(done));
    let result = copied(
        vm,
        value,
        &mut |vm, part| {
            let mut inner = table.take();
            let copy = deep(vm, part, &mut inner);
            table.replace(inner);
            copy
        },
        &mut |original, copy| {
            table.borrow_mut().insert(original.bits(), (original.clone(), copy.clone()));
        },
    );
    *done = table.into_inner();
    let copy = result?;
    done.insert(value.bits(), (value.clone(), copy.clone()));
    Ok(copy)
}

type Part<'a> = &'a mut dyn FnMut(&mut Vm, &Value) -> Result;
type Made<'a> = &'a mut dyn FnMut(&Value, &Value);

/// A new object of the same kind whose parts `part` gives; `made` hears of it before its parts are there.
fn copied(vm: &mut Vm, value: &Value, part: Part, made: Made) -> Result {
    match value.kind() {
        Some(Kind::List) => {
            let Some(source) = value.as_ref::<List>() else {
                return Ok(value.clone());
            };
            let items = source.get(&vm.heap).0.clone();
            let copy = Ref::<List>::list(vec![]);
            made(value, copy.value());
            for item in items {
                let item = part(vm, &item)?;
                vm.list_push(&copy, item);
            }
            Ok(copy.into())
        }
        Some(Kind::Dict) => {
            let Some(source) = value.as_ref::<Dict>() else {
                return Ok(value.clone());
            };
            let entries: Vec<_> = source.get(&vm.heap).entries().map(|e| (e.key.clone(), e.value.clone())).collect();
            let copy = Ref::<Dict>::dict();
            made(value, copy.value());
            for (key, value) in entries {
                let (key, value) = (part(vm, &key)?, part(vm, &value)?);
                vm.dict_set(&copy, key, value)?;
            }
            Ok(copy.into())
        }
        Some(Kind::Set) => {
            let Some(source) = value.as_ref::<Set>() else {
                return Ok(value.clone());
            };
            let items: Vec<_> = source.get(&vm.heap).entries().map(|e| e.key.clone()).collect();
            let copy = Ref::new(source.header().class(), Set::new());
            for item in items {
                let item = part(vm, &item)?;
                vm.set_add(&copy, item)?;
            }
            Ok(copy.into())
        }
        Some(Kind::Tuple) => {
            let items = value.as_ref::<Tuple>().map_or(vec![], |t| t.0.to_vec());
            let copies: Vec<Value> = items.iter().map(|i| part(vm, i)).collect::<Result<_>>()?;
            let same = items.iter().zip(&copies).all(|(a, b)| a.is_same(b));
            Ok(if same { value.clone() } else { Value::tuple(copies) })
        }
        Some(Kind::Instance) => copy_instance(vm, value, part, made),
        _ => Ok(value.clone()),
    }
}

fn copy_instance(vm: &mut Vm, value: &Value, part: Part, made: Made) -> Result {
    let class = vm.class_of(value);
    if value.as_ref::<Instance>().is_none() || !class.get(&vm.heap).flags.has(ClassFlags::HAS_DICT) {
        return Ok(value.clone());
    }
    let copy = vm.new_instance(&class);
    made(value, &copy);
    let Some(attributes) = vm.heap.attributes(value) else {
        return Ok(copy);
    };
    let parts: Vec<_> = match &attributes.dict {
        Some(dict) => {
            let entries = dict.get(&vm.heap).entries();
            let entries: Vec<_> = entries.map(|e| (e.key.clone(), e.value.clone())).collect();
            let mut parts = vec![];
            for (key, value) in entries {
                if let Some(name) = key.as_ref::<object::Str>() {
                    parts.push((vm.heap.intern_str(name), value));
                }
            }
            parts
        }
        None => {
            let names = vm.heap.shapes.names(attributes.shape);
            names.map(|(name, slot)| (name.clone(), attributes.slots[slot].clone())).collect()
        }
    };
    for (name, value) in parts {
        let value = part(vm, &value)?;
        vm.set_slot(&copy, &name, value);
    }
    Ok(copy)
}
