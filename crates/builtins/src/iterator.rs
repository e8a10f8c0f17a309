//! The iterators of the core types, and enumerate, zip, map, filter and reversed.

use num_bigint::BigInt as Big;
use num_traits::ToPrimitive;
use object::{ClassIndex, Cursor, Int, Iterator, Kind, Part, Ref, Value, dunder};
use vm::{Method, Mutation, Result, Vm, class_method, method};

use crate::sequence::class_item;

const ITERATOR: &[Method] = &[
    method("__iter__", crate::class::identity, "(self, /)", "Implement iter(self)."),
    method("__next__", next, "(self, /)", "Implement next(self)."),
    method("__reduce__", reduce, "(self, /)", "Return state information for pickling."),
];

const HINT: Method =
    method("__length_hint__", length_hint, "(self, /)", "Private method returning an estimate of len(list(it)).");
const SET_STATE: Method =
    method("__setstate__", set_state, "(self, object, /)", "Set state information for unpickling.");

const ENUMERATE: &[Method] = &[
    method(
        "__new__",
        enumerate_new,
        "(cls, /, iterable, start=0)",
        "Create and return a new object.  See help(type) for accurate signature.",
    ),
    class_method("__class_getitem__", class_item, "(type, object, /)", "See PEP 585"),
];
const ZIP: &[Method] = &[
    method(
        "__new__",
        zip_new,
        "(cls, /, *iterables, strict=False)",
        "Create and return a new object.  See help(type) for accurate signature.",
    ),
    SET_STATE,
];
const MAP: &[Method] = &[method(
    "__new__",
    map_new,
    "(cls, /, *args)",
    "Create and return a new object.  See help(type) for accurate signature.",
)];
const FILTER: &[Method] = &[method(
    "__new__",
    filter_new,
    "(cls, function, iterable, /)",
    "Create and return a new object.  See help(type) for accurate signature.",
)];
const REVERSED: &[Method] = &[
    method(
        "__new__",
        reversed_new,
        "(cls, object, /)",
        "Create and return a new object.  See help(type) for accurate signature.",
    ),
    HINT,
    SET_STATE,
];

pub fn install(vm: &mut Vm) {
    use ClassIndex as C;
    for number in C::LIST_ITERATOR.0..=C::MEMORY_ITERATOR.0 {
        let class = ClassIndex(number);
        vm.fill_class(class, ITERATOR, &[]);
        let tool = matches!(class, C::ENUMERATE | C::ZIP | C::MAP | C::FILTER | C::REVERSED | C::CALLABLE_ITERATOR);
        if !tool {
            vm.fill_class(class, &[HINT], &[]);
        }
        if number <= C::LONG_RANGE_ITERATOR.0 || class == C::SEQUENCE_ITERATOR {
            vm.fill_class(class, &[SET_STATE], &[]);
        }
    }
    for (class, methods) in
        [(C::ENUMERATE, ENUMERATE), (C::ZIP, ZIP), (C::MAP, MAP), (C::FILTER, FILTER), (C::REVERSED, REVERSED)]
    {
        vm.fill_class(class, methods, &[]);
        let value = vm.heap.class(class).to_value();
        vm.set_builtin(object::Heap::builtin_class_name(class), value);
    }
}

fn own(vm: &mut Vm, value: &Value) -> Result<Ref<Cursor>> {
    match value.as_ref::<Cursor>() {
        Some(cursor) => Ok(cursor.clone()),
        None => Err(vm.type_error("a built-in iterator is needed here")),
    }
}

fn next(vm: &mut Vm, args: &[Value]) -> Result {
    // A subclass may have a `__next__` of its own, which is not asked here.
    let cursor = own(vm, &args[0])?;
    match vm.advance_or_stop(&cursor)? {
        Some(value) => Ok(value),
        None => Err(vm.stop_iteration(None)),
    }
}

// ---- making them ------------------------------------------------------------------------------------

fn enumerate_new(vm: &mut Vm, args: &[Value]) -> Result {
    let count = if args[2].is_small_int() { args[2].clone() } else { crate::int::plain(&vm.index_value(&args[2])?) };
    let iterator = vm.iter(&args[1])?;
    vm.new_object(&args[0], Cursor(Iterator::Enumerate { iterator, count }))
}

fn all_iterators(vm: &mut Vm, iterables: &[Value]) -> Result<Vec<Value>> {
    iterables.iter().map(|iterable| vm.iter(iterable)).collect()
}

fn zip_new(vm: &mut Vm, args: &[Value]) -> Result {
    let strict = vm.truth(&args[2])?;
    let iterables = args[1].clone();
    let iterators = all_iterators(vm, crate::tuple::items_of(&iterables))?;
    vm.new_object(&args[0], Cursor(Iterator::Zip { iterators, strict }))
}

fn map_new(vm: &mut Vm, args: &[Value]) -> Result {
    match crate::tuple::items_of(&args[1]) {
        [function, iterables @ ..] if !iterables.is_empty() => {
            let iterators = all_iterators(vm, iterables)?;
            vm.new_object(&args[0], Cursor(Iterator::Map { function: function.clone(), iterators }))
        }
        _ => Err(vm.type_error("map() must have at least two arguments.")),
    }
}

fn filter_new(vm: &mut Vm, args: &[Value]) -> Result {
    let iterator = vm.iter(&args[2])?;
    vm.new_object(&args[0], Cursor(Iterator::Filter { function: args[1].clone(), iterator }))
}

fn reversed_new(vm: &mut Vm, args: &[Value]) -> Result {
    let object = &args[1];
    match vm.dunder_of(object, dunder::REVERSED) {
        Some(hook) if !hook.is_none() => return vm.call_unbound(&hook, object, &[]),
        None if vm.dunder_of(object, dunder::GETITEM).is_some() && object.kind() != Some(Kind::Dict) => {}
        _ => {
            let message = format!("'{}' object is not reversible", vm.type_name(object));
            return Err(vm.type_error(message));
        }
    }
    let index = vm.len(object)? as i64 - 1;
    vm.new_object(&args[0], Cursor(Iterator::Reversed { sequence: object.clone(), index }))
}

// ---- what is left -----------------------------------------------------------------------------------

fn length_hint(vm: &mut Vm, args: &[Value]) -> Result {
    let cursor = own(vm, &args[0])?;
    let rest = |length: usize, index: usize| Value::from_usize(length.saturating_sub(index));
    Ok(match &cursor.get(&vm.heap).0 {
        Iterator::List { list, index } => rest(list.get(&vm.heap).0.len(), *index),
        Iterator::ListReverse { list, index } => match index.wrapping_add(1) {
            left if left <= list.get(&vm.heap).0.len() => Value::from_usize(left),
            _ => Value::int(0),
        },
        Iterator::Tuple { tuple, index } => rest(tuple.0.len(), *index),
        Iterator::Str { string, offset } => rest(string.len(), string.index_of(*offset)),
        Iterator::Range { left, .. } => Value::from_usize(*left as usize),
        Iterator::LongRange { range, index } => {
            let length = Int::of(&range.length).map(|n| n.to_big().into_owned()).unwrap_or_default();
            Value::big_int((length - index).max(Big::from(0)))
        }
        Iterator::Dict { dict, length, left, .. } => {
            if dict.get(&vm.heap).len() == *length {
                Value::from_usize(*left)
            } else {
                Value::int(0)
            }
        }
        Iterator::Set { set, length, left, .. } => {
            if set.get(&vm.heap).len() == *length {
                Value::from_usize(*left)
            } else {
                Value::int(0)
            }
        }
        Iterator::Bytes { bytes, index } => {
            let (bytes, index) = (bytes.clone(), *index);
            rest(vm.len(&bytes)?, index)
        }
        Iterator::Sequence { sequence, index } => {
            let (sequence, index) = (sequence.clone(), *index);
            if vm.dunder_of(&sequence, dunder::LEN).is_none() {
                return Ok(Value::NOT_IMPLEMENTED);
            }
            rest(vm.len(&sequence)?, index.max(0) as usize)
        }
        Iterator::Reversed { sequence, index } => {
            let (sequence, left) = (sequence.clone(), *index + 1);
            let length = vm.len(&sequence)? as i64;
            Value::int(if length < left { 0 } else { left.max(0) })
        }
        _ => Value::int(0),
    })
}

fn set_state(vm: &mut Vm, args: &[Value]) -> Result {
    let cursor = own(vm, &args[0])?;
    if let Iterator::Zip { .. } = &cursor.get(&vm.heap).0 {
        let on = vm.truth(&args[1])?;
        if let Iterator::Zip { strict, .. } = &mut cursor.get_mut(&mut vm.heap).0 {
            *strict = on;
        }
        return Ok(Value::NONE);
    }
    if !vm.has_index(&args[1]) {
        return Err(vm.type_error("an integer is required"));
    }
    let state = vm.index(&args[1])?;
    let length = match &cursor.get(&vm.heap).0 {
        Iterator::List { list, .. } | Iterator::ListReverse { list, .. } => list.get(&vm.heap).0.len(),
        Iterator::Reversed { sequence, .. } => {
            let sequence = sequence.clone();
            vm.len(&sequence)?
        }
        _ => 0,
    };
    vm.touched(cursor.value(), Mutation::Advance);
    match &mut cursor.get_mut(&mut vm.heap).0 {
        Iterator::List { index, .. } => *index = state.clamp(0, length as i64) as usize,
        Iterator::ListReverse { index, .. } => *index = state.clamp(-1, length as i64 - 1) as usize,
        Iterator::Tuple { tuple, index } => *index = state.clamp(0, tuple.0.len() as i64) as usize,
        Iterator::Str { string, offset } => *offset = string.offset_of(state.max(0) as usize),
        Iterator::Bytes { index, .. } => *index = state.max(0) as usize,
        Iterator::Range { next, step, left } => {
            let moved = state.clamp(0, *left as i64);
            *next = next.wrapping_add(step.wrapping_mul(moved));
            *left -= moved as u64;
        }
        Iterator::LongRange { index, .. } => *index += state.max(0),
        Iterator::Sequence { index, .. } => *index = state.max(0),
        Iterator::Reversed { index, .. } => *index = state.clamp(-1, length as i64 - 1),
        _ => {}
    }
    Ok(Value::NONE)
}

// ---- pickling ---------------------------------------------------------------------------------------

fn builtin(vm: &mut Vm, name: &str) -> Value {
    let name = vm.intern(name);
    let builtins = vm.builtins.clone();
    builtins.get(&vm.heap).get_name(&name).cloned().unwrap_or(Value::NONE)
}

/// The call that makes the iterator again, and its state where it has one.
fn reduce(vm: &mut Vm, args: &[Value]) -> Result {
    let cursor = own(vm, &args[0])?;
    let class = vm.class_of(&args[0]).to_value();
    let (made_by, arguments, state) = match &cursor.get(&vm.heap).0 {
        Iterator::Enumerate { iterator, count } => (Some(class), vec![iterator.clone(), count.clone()], None),
        Iterator::Zip { iterators, strict } => (Some(class), iterators.clone(), strict.then_some(Value::TRUE)),
        Iterator::Map { function, iterators } => {
            let mut arguments = vec![function.clone()];
            arguments.extend_from_slice(iterators);
            (Some(class), arguments, None)
        }
        Iterator::Filter { function, iterator } => (Some(class), vec![function.clone(), iterator.clone()], None),
        Iterator::Reversed { sequence, index } => (Some(class), vec![sequence.clone()], Some(Value::from_i64(*index))),
        Iterator::ListReverse { list, index } => {
            let (list, index) = (list.to_value(), Value::from_i64(*index as i64));
            (Some(builtin(vm, "reversed")), vec![list], Some(index))
        }
        Iterator::List { list, index } => (None, vec![list.to_value()], Some(Value::from_usize(*index))),
        Iterator::Tuple { tuple, index } => (None, vec![tuple.to_value()], Some(Value::from_usize(*index))),
        Iterator::Str { string, offset } => {
            (None, vec![string.to_value()], Some(Value::from_usize(string.index_of(*offset))))
        }
        Iterator::Bytes { bytes, index } => (None, vec![bytes.clone()], Some(Value::from_usize(*index))),
        Iterator::Sequence { sequence, index } => (None, vec![sequence.clone()], Some(Value::from_i64(*index))),
        Iterator::Callable { callable, sentinel } => (None, vec![callable.clone(), sentinel.clone()], None),
        Iterator::Range { next, step, left } => {
            let (next, step, left) = (*next, *step, *left);
            (None, vec![rest_of_range(vm, next, step, left)?], Some(Value::NONE))
        }
        Iterator::LongRange { range, index } => {
            (None, vec![range.to_value()], Some(index.to_i64().map_or(Value::NONE, Value::from_i64)))
        }
        Iterator::Dict { .. } | Iterator::Set { .. } => (None, vec![rest_as_list(vm, &cursor)?], None),
        Iterator::Spent => (None, vec![empty(&cursor)], None),
        // Those of coroutines have no such method.
        _ => {
            let message = format!("cannot pickle '{}' object", vm.type_name(&args[0]));
            return Err(vm.type_error(message));
        }
    };
    let made_by = made_by.unwrap_or_else(|| builtin(vm, "iter"));
    let mut parts = vec![made_by, Value::tuple(arguments)];
    parts.extend(state);
    Ok(Value::tuple(parts))
}

fn empty(cursor: &Ref<Cursor>) -> Value {
    match cursor.header().class() {
        ClassIndex::TUPLE_ITERATOR | ClassIndex::BYTES_ITERATOR | ClassIndex::BYTEARRAY_ITERATOR => Value::tuple_of([]),
        ClassIndex::STR_ITERATOR | ClassIndex::STR_ASCII_ITERATOR => Value::from(""),
        _ => Value::list(vec![]),
    }
}

fn rest_of_range(vm: &mut Vm, next: i64, step: i64, left: u64) -> Result {
    let range = vm.heap.class(ClassIndex::RANGE).to_value();
    let stop = Big::from(next) + Big::from(step) * left;
    vm.call(&range, &[Value::from_i64(next), Value::big_int(stop), Value::from_i64(step)])
}

/// What a dict's or set's iterator would still give; it stays where it is.
fn rest_as_list(vm: &mut Vm, cursor: &Ref<Cursor>) -> Result {
    let copy = match &cursor.get(&vm.heap).0 {
        Iterator::Dict { dict, entry, length, part, reverse, left } => Iterator::Dict {
            dict: dict.clone(),
            entry: *entry,
            length: *length,
            part: *part,
            reverse: *reverse,
            left: *left,
        },
        Iterator::Set { set, slot, length, left } => {
            Iterator::Set { set: set.clone(), slot: *slot, length: *length, left: *left }
        }
        _ => Iterator::Spent,
    };
    let copy: Value = Ref::new(cursor.header().class(), Cursor(copy)).into();
    Ok(Value::list(vm.collect(&copy)?))
}

/// The class of the iterators over one part of dicts.
pub(crate) fn dict_iterator_class(part: Part, reverse: bool) -> ClassIndex {
    match (part, reverse) {
        (Part::Keys, false) => ClassIndex::DICT_KEY_ITERATOR,
        (Part::Values, false) => ClassIndex::DICT_VALUE_ITERATOR,
        (Part::Items, false) => ClassIndex::DICT_ITEM_ITERATOR,
        (Part::Keys, true) => ClassIndex::DICT_REVERSE_KEY_ITERATOR,
        (Part::Values, true) => ClassIndex::DICT_REVERSE_VALUE_ITERATOR,
        (Part::Items, true) => ClassIndex::DICT_REVERSE_ITEM_ITERATOR,
    }
}
