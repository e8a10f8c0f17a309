//! set and frozenset.

use object::{ClassIndex, Ref, Set, Value};
use vm::{Method, Result, Vm, method};

use crate::container::iter;

const SET: &[Method] = &[
    method("__new__", set_new, "(cls, iterable=<unset>, /)", "Create a set."),
    method("add", set_add, "(self, object, /)", "Add an element to a set."),
    method("discard", set_discard, "(self, object, /)", "Remove an element from a set if it is a member."),
    method("remove", set_remove, "(self, object, /)", "Remove an element from a set; it must be a member."),
    method("clear", set_clear, "(self, /)", "Remove all elements from this set."),
];

const SET_SHARED: &[Method] = &[
    method("__len__", set_len, "(self, /)", "Return len(self)."),
    method("__contains__", set_contains, "(self, object, /)", "x.__contains__(y) <==> y in x."),
    method("__iter__", iter, "(self, /)", "Implement iter(self)."),
    method("__repr__", set_repr, "(self, /)", "Return repr(self)."),
    method("__or__", set_or, "(self, value, /)", "Return self|value."),
    method("__and__", set_and, "(self, value, /)", "Return self&value."),
    method("__sub__", set_sub, "(self, value, /)", "Return self-value."),
    method("__eq__", set_equal, "(self, value, /)", "Return self==value."),
    method("copy", set_copy, "(self, /)", "Return a shallow copy of a set."),
];

const FROZEN: &[Method] = &[method("__hash__", frozen_hash, "(self, /)", "Return hash(self).")];

pub fn install(vm: &mut Vm) {
    let all: Vec<Method> = SET.iter().chain(SET_SHARED).copied().collect();
    vm.fill_class(ClassIndex::SET, &all, &[]);
    let frozen: Vec<Method> = SET.iter().take(1).chain(SET_SHARED).chain(FROZEN).copied().collect();
    vm.fill_class(ClassIndex::FROZENSET, &frozen, &[]);
    for class in [ClassIndex::SET, ClassIndex::FROZENSET] {
        let value = vm.heap.class(class).to_value();
        vm.set_builtin(object::Heap::builtin_class_name(class), value);
    }
}

/// The combination of the members' hashes that CPython uses: their order does not matter.
fn frozen_hash(vm: &mut Vm, args: &[Value]) -> Result {
    let all = members(vm, &args[0]);
    let mut hash = 0u64;
    for item in &all {
        let h = vm.hash(item)? as u64;
        hash ^= ((h ^ 89869747) ^ (h << 16)).wrapping_mul(3644798167);
    }
    hash ^= (all.len() as u64 + 1).wrapping_mul(1927868237);
    hash ^= (hash >> 11) ^ (hash >> 25);
    hash = hash.wrapping_mul(69069).wrapping_add(907133923);
    Ok(Value::from_i64(if hash == u64::MAX { 590923713 } else { hash as i64 }))
}

fn as_set(vm: &mut Vm, value: &Value) -> Result<Ref<Set>> {
    match value.as_ref::<Set>() {
        Some(set) => Ok(set.clone()),
        None => Err(vm.type_error("a set is needed here")),
    }
}

fn members(vm: &Vm, value: &Value) -> Vec<Value> {
    value.as_ref::<Set>().map_or(vec![], |s| s.get(&vm.heap).entries().map(|e| e.key.clone()).collect())
}

fn set_new(vm: &mut Vm, args: &[Value]) -> Result {
    let set = vm.new_object(&args[0], Set::new())?;
    if !args[1].is_unbound() {
        let target = as_set(vm, &set)?;
        for item in vm.collect(&args[1])? {
            vm.set_add(&target, item)?;
        }
    }
    Ok(set)
}

fn set_add(vm: &mut Vm, args: &[Value]) -> Result {
    let set = as_set(vm, &args[0])?;
    vm.set_add(&set, args[1].clone())?;
    Ok(Value::NONE)
}

fn set_discard(vm: &mut Vm, args: &[Value]) -> Result {
    let set = as_set(vm, &args[0])?;
    vm.set_discard(&set, &args[1])?;
    Ok(Value::NONE)
}

fn set_remove(vm: &mut Vm, args: &[Value]) -> Result {
    let set = as_set(vm, &args[0])?;
    if vm.set_discard(&set, &args[1])? { Ok(Value::NONE) } else { Err(vm.key_error(args[1].clone())) }
}

fn set_clear(vm: &mut Vm, args: &[Value]) -> Result {
    let set = as_set(vm, &args[0])?;
    vm.set_clear(&set);
    Ok(Value::NONE)
}

fn set_len(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(Value::from_usize(members(vm, &args[0]).len()))
}

fn set_contains(vm: &mut Vm, args: &[Value]) -> Result {
    let set = as_set(vm, &args[0])?;
    Ok(Value::bool(vm.set_contains(&set, &args[1])?))
}

fn set_repr(vm: &mut Vm, args: &[Value]) -> Result {
    let name = vm.type_name(&args[0]);
    let all = members(vm, &args[0]);
    if all.is_empty() {
        return Ok(Value::from(format!("{name}()")));
    }
    let mut texts = vec![];
    for item in all {
        texts.push(vm.repr_text(&item)?);
    }
    let inside = texts.join(", ");
    Ok(Value::from(if name == "set" { format!("{{{inside}}}") } else { format!("{name}({{{inside}}})") }))
}

fn combine(vm: &mut Vm, args: &[Value], keep: fn(bool) -> bool, add_other: bool) -> Result {
    let Some(other) = args[1].as_ref::<Set>().cloned() else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    let class = vm.heap.class_index_of(&args[0]);
    let result = Ref::new(class, Set::new());
    for item in members(vm, &args[0]) {
        if keep(vm.set_contains(&other, &item)?) {
            vm.set_add(&result, item)?;
        }
    }
    if add_other {
        for item in members(vm, &args[1]) {
            vm.set_add(&result, item)?;
        }
    }
    Ok(result.into())
}

fn set_or(vm: &mut Vm, args: &[Value]) -> Result {
    combine(vm, args, |_| true, true)
}
fn set_and(vm: &mut Vm, args: &[Value]) -> Result {
    combine(vm, args, |other_has| other_has, false)
}
fn set_sub(vm: &mut Vm, args: &[Value]) -> Result {
    combine(vm, args, |other_has| !other_has, false)
}

fn set_equal(vm: &mut Vm, args: &[Value]) -> Result {
    let Some(other) = args[1].as_ref::<Set>().cloned() else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    let own = members(vm, &args[0]);
    if own.len() != other.get(&vm.heap).len() {
        return Ok(Value::FALSE);
    }
    for item in own {
        if !vm.set_contains(&other, &item)? {
            return Ok(Value::FALSE);
        }
    }
    Ok(Value::TRUE)
}

fn set_copy(vm: &mut Vm, args: &[Value]) -> Result {
    let set = as_set(vm, &args[0])?;
    let copy = set.get(&vm.heap).copy();
    Ok(Ref::new(vm.heap.class_index_of(&args[0]), copy).into())
}
