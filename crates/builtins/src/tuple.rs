//! tuple.

use object::{ClassIndex, Tuple, TupleHash, Value};
use vm::{Method, Result, Vm, method};

use crate::sequence::{SEQUENCE, items, repeat_count, repeated};

const TUPLE: &[Method] = &[
    method(
        "__new__",
        new,
        "(cls, iterable=(), /)",
        "Create and return a new object.  See help(type) for accurate signature.",
    ),
    method("__hash__", hash, "(self, /)", "Return hash(self)."),
    method("__add__", add, "(self, value, /)", "Return self+value."),
    method("__mul__", mul, "(self, value, /)", "Return self*value."),
    method("__rmul__", mul, "(self, value, /)", "Return value*self."),
    method("__getnewargs__", new_arguments, "(self, /)", ""),
    method("__sizeof__", size_of, "(self, /)", "Size of object in memory, in bytes."),
];

pub fn install(vm: &mut Vm) {
    vm.fill_class(ClassIndex::TUPLE, &[TUPLE, SEQUENCE].concat(), &[]);
    let class = vm.heap.class(ClassIndex::TUPLE).to_value();
    vm.set_builtin("tuple", class);
}

fn is_plain(vm: &Vm, value: &Value) -> bool {
    vm.heap.class_index_of(value) == ClassIndex::TUPLE
}

fn new(vm: &mut Vm, args: &[Value]) -> Result {
    let plain = args[0].is_same(vm.heap.class(ClassIndex::TUPLE).value());
    if plain && is_plain(vm, &args[1]) {
        vm.copied(&args[1], &args[1]);
        return Ok(args[1].clone());
    }
    let origins = vm.origins(&args[1]);
    let gathered = if args[1].is_unbound() { vec![] } else { vm.collect(&args[1])? };
    let made = if plain { Value::tuple(gathered) } else { vm.new_object(&args[0], Tuple(gathered.into()))? };
    vm.copied_from(origins, &made);
    Ok(made)
}

fn add(vm: &mut Vm, args: &[Value]) -> Result {
    if args[1].as_ref::<Tuple>().is_none() {
        let message = format!("can only concatenate tuple (not \"{}\") to tuple", vm.type_name(&args[1]));
        return Err(vm.type_error(message));
    }
    let (a, b) = (items(vm, &args[0]), items(vm, &args[1]));
    if b.is_empty() && is_plain(vm, &args[0]) {
        return Ok(args[0].clone());
    }
    if a.is_empty() && is_plain(vm, &args[1]) {
        return Ok(args[1].clone());
    }
    Ok(Value::tuple([a, b].concat()))
}

fn mul(vm: &mut Vm, args: &[Value]) -> Result {
    match repeat_count(vm, &args[1])? {
        Some(1) if is_plain(vm, &args[0]) => Ok(args[0].clone()),
        Some(count) => {
            let result = Value::tuple(repeated(vm, &args[0], count)?);
            vm.copied(&args[0], &result);
            Ok(result)
        }
        None => Ok(Value::NOT_IMPLEMENTED),
    }
}

fn hash(vm: &mut Vm, args: &[Value]) -> Result {
    let Some(tuple) = args[0].as_ref::<Tuple>() else {
        return Ok(Value::NONE);
    };
    let mut hash = TupleHash::new();
    for item in &tuple.0 {
        hash.add(vm.hash(item)?);
    }
    Ok(Value::from_i64(hash.finish(tuple.0.len())))
}

fn new_arguments(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(Value::tuple_of([Value::tuple(items(vm, &args[0]).to_vec())]))
}

fn size_of(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(Value::from_usize(24 + 8 * items(vm, &args[0]).len()))
}

/// The items of a tuple that a native got as its star arguments.
pub(crate) fn items_of(value: &Value) -> &[Value] {
    value.as_ref::<Tuple>().map_or(&[], |tuple| &tuple.0)
}
