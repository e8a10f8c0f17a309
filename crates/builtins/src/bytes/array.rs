//! bytearray: what changes it.

use object::{ByteArray, ClassIndex, Ref, Slice, Str, Value};
use vm::{Edit, Method, Mutation, Result, Vm, method};

use super::{byte, from_items, own, source};
use crate::string::repeated;

const METHODS: &[Method] = &[
    method("__new__", new, "(cls, /, *args, **kwargs)", "A mutable array of bytes."),
    method("__init__", init, "(self, /, source=<unset>, encoding=<unset>, errors=<unset>)", "Initialize self."),
    method("__repr__", repr, "(self, /)", "Return repr(self)."),
    method("__setitem__", set_item, "(self, key, value, /)", "Set self[key] to value."),
    method("__delitem__", delete_item, "(self, key, /)", "Delete self[key]."),
    method("__iadd__", add_in_place, "(self, value, /)", "Implement self+=value."),
    method("__imul__", multiply_in_place, "(self, value, /)", "Implement self*=value."),
    method("__alloc__", allocated, "(self, /)", "Return the number of bytes actually allocated."),
    method("append", append, "(self, item, /)", "Append a single item to the end of the bytearray."),
    method("extend", extend, "(self, iterable_of_ints, /)", "Append all the items from the iterable."),
    method("insert", insert, "(self, index, item, /)", "Insert a single item into the bytearray before the index."),
    method("pop", pop, "(self, index=-1, /)", "Remove and return a single item from the bytearray."),
    method("remove", remove, "(self, value, /)", "Remove the first occurrence of a value in the bytearray."),
    method("reverse", reverse, "(self, /)", "Reverse the order of the values in place."),
    method("clear", clear, "(self, /)", "Remove all items from the bytearray."),
    method("copy", copy, "(self, /)", "Return a copy of the bytearray."),
];

pub(super) fn install(vm: &mut Vm) {
    vm.fill_class(ClassIndex::BYTEARRAY, METHODS, &[]);
    let class = vm.heap.class(ClassIndex::BYTEARRAY).clone();
    let hash = vm.heap.dunder(object::dunder::HASH).clone();
    let namespace = class.get(&vm.heap).namespace.clone();
    vm.namespace_set(&namespace, &hash, Value::NONE);
}

pub(super) fn made(bytes: Vec<u8>) -> Value {
    Ref::new(ClassIndex::BYTEARRAY, ByteArray::new(bytes)).into()
}

fn array(vm: &mut Vm, value: &Value) -> Result<Ref<ByteArray>> {
    match value.as_ref::<ByteArray>() {
        Some(array) => Ok(array.clone()),
        None => Err(vm.type_error("a bytearray is needed here")),
    }
}

/// The array, if its size may change.
fn resizable(vm: &mut Vm, value: &Value) -> Result<Ref<ByteArray>> {
    let array = array(vm, value)?;
    if array.get(&vm.heap).is_exported() {
        return Err(vm.buffer_error("Existing exports of data: object cannot be re-sized"));
    }
    Ok(array)
}

fn new(vm: &mut Vm, args: &[Value]) -> Result {
    if args[0].is_same(vm.heap.class(ClassIndex::BYTEARRAY).value()) {
        return Ok(made(vec![]));
    }
    vm.new_object(&args[0], ByteArray::new(vec![]))
}

fn init(vm: &mut Vm, args: &[Value]) -> Result {
    let bytes = source(vm, &args[1..], "bytearray")?;
    let array = resizable(vm, &args[0])?;
    vm.bytearray_mut(&array, Edit::All(Mutation::Replace), |own| *own = bytes);
    vm.copied(&args[1], &args[0]);
    Ok(Value::NONE)
}

fn repr(vm: &mut Vm, args: &[Value]) -> Result {
    let shown = text::str::repr_bytes(own(vm, &args[0]));
    // Other than that of bytes, this text has its single quotes escaped between double ones, too.
    let shown = if shown.starts_with("b\"") { shown.replace('\'', "\\'") } else { shown };
    Ok(Value::from(format!("{}({shown})", vm.type_name(&args[0]))))
}

fn copy(vm: &mut Vm, args: &[Value]) -> Result {
    let copy = made(own(vm, &args[0]).to_vec());
    vm.copied(&args[0], &copy);
    Ok(copy)
}

/// The place of an index, which must be there.
fn place(vm: &mut Vm, args: &[Value]) -> Result<usize> {
    if !vm.has_index(&args[1]) {
        let message = format!("bytearray indices must be integers or slices, not {}", vm.type_name(&args[1]));
        return Err(vm.type_error(message));
    }
    let index = vm.index(&args[1])?;
    let length = own(vm, &args[0]).len();
    let place = if index < 0 { index + length as i64 } else { index };
    match usize::try_from(place) {
        Ok(place) if place < length => Ok(place),
        _ => Err(vm.index_error("bytearray index out of range")),
    }
}

fn set_item(vm: &mut Vm, args: &[Value]) -> Result {
    if let Some(slice) = args[1].as_ref::<Slice>() {
        set_slice(vm, args, slice)?;
        return Ok(Value::NONE);
    }
    place(vm, args)?;
    let byte = byte(vm, &args[2])?;
    let place = place(vm, args)?;
    let array = array(vm, &args[0])?;
    vm.bytearray_mut(&array, Edit::Set(place, &Value::int(byte as i64)), |own| own[place] = byte);
    Ok(Value::NONE)
}

fn set_slice(vm: &mut Vm, args: &[Value], slice: &Ref<Slice>) -> Result<()> {
    let values = assigned(vm, &args[2])?;
    let bounds = vm.slice_bounds(slice)?;
    let (start, step, count) = bounds.within(own(vm, &args[0]).len());
    if step == 1 {
        let start = start as usize;
        let array = if values.len() == count { array(vm, &args[0])? } else { resizable(vm, &args[0])? };
        let told = told_bytes(vm, &values);
        vm.bytearray_mut(&array, Edit::Splice(start, count, &told), |own| {
            drop(own.splice(start..start + count, values));
        });
        return Ok(());
    }
    if values.is_empty() {
        return delete_slice(vm, args, slice);
    }
    if values.len() != count {
        let message = format!("attempt to assign bytes of size {} to extended slice of size {count}", values.len());
        return Err(vm.value_error(message));
    }
    let array = array(vm, &args[0])?;
    let places = (0..count as i64).map(|n| (start + n * step) as usize);
    vm.bytearray_mut(&array, Edit::All(Mutation::Splice), |own| {
        places.zip(values).for_each(|(place, byte)| own[place] = byte)
    });
    Ok(())
}

/// The items that the tape is told of: none without one.
fn told_bytes(vm: &Vm, bytes: &[u8]) -> Vec<Value> {
    let count = if vm.tape.is_some() { bytes.len() } else { 0 };
    bytes[..count].iter().map(|byte| Value::int(*byte as i64)).collect()
}

/// What stands right of `array[a:b] =`.
fn assigned(vm: &mut Vm, value: &Value) -> Result<Vec<u8>> {
    if let Some(bytes) = vm.buffer(value) {
        return Ok(bytes.into_owned());
    }
    if value.as_ref::<Str>().is_some() || vm.has_index(value) || crate::string::not_iterable(vm, value) {
        return Err(vm.type_error("can assign only bytes, buffers, or iterables of ints in range(0, 256)"));
    }
    from_items(vm, value, "byte must be in range(0, 256)")
}

fn delete_item(vm: &mut Vm, args: &[Value]) -> Result {
    if let Some(slice) = args[1].as_ref::<Slice>() {
        delete_slice(vm, args, slice)?;
        return Ok(Value::NONE);
    }
    let place = place(vm, args)?;
    let array = resizable(vm, &args[0])?;
    vm.bytearray_mut(&array, Edit::Remove(place), |own| own.remove(place));
    Ok(Value::NONE)
}

fn delete_slice(vm: &mut Vm, args: &[Value], slice: &Ref<Slice>) -> Result<()> {
    let bounds = vm.slice_bounds(slice)?;
    let (start, step, count) = bounds.within(own(vm, &args[0]).len());
    if count == 0 {
        return Ok(());
    }
    let array = resizable(vm, &args[0])?;
    let last = start + (count as i64 - 1) * step;
    let (low, high, stride) = (start.min(last) as usize, start.max(last) as usize, step.unsigned_abs() as usize);
    vm.bytearray_mut(&array, Edit::All(Mutation::Remove), |own| {
        let mut at = 0;
        own.retain(|_| {
            let here = at;
            at += 1;
            here < low || here > high || !(here - low).is_multiple_of(stride)
        });
    });
    Ok(())
}

fn add_in_place(vm: &mut Vm, args: &[Value]) -> Result {
    let Some(bytes) = vm.buffer(&args[1]).map(|b| b.into_owned()) else {
        let message = format!("can't concat {} to {}", vm.type_name(&args[1]), vm.type_name(&args[0]));
        return Err(vm.type_error(message));
    };
    let array = resizable(vm, &args[0])?;
    let (length, told) = (own(vm, &args[0]).len(), told_bytes(vm, &bytes));
    vm.bytearray_mut(&array, Edit::extend(length, &told), |own| own.extend_from_slice(&bytes));
    Ok(args[0].clone())
}

fn multiply_in_place(vm: &mut Vm, args: &[Value]) -> Result {
    let Some(count) = crate::sequence::repeat_count(vm, &args[1])? else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    let bytes = own(vm, &args[0]).to_vec();
    let bytes = repeated(vm, &bytes, count, "bytes")?;
    let array = resizable(vm, &args[0])?;
    vm.bytearray_mut(&array, Edit::All(Mutation::Replace), |own| *own = bytes);
    Ok(args[0].clone())
}

fn allocated(vm: &mut Vm, args: &[Value]) -> Result {
    let length = own(vm, &args[0]).len();
    Ok(Value::from_usize(if length == 0 { 0 } else { length + 1 }))
}

fn append(vm: &mut Vm, args: &[Value]) -> Result {
    let byte = byte(vm, &args[1])?;
    let array = resizable(vm, &args[0])?;
    vm.bytearray_mut(&array, Edit::Push(&Value::int(byte as i64)), |own| own.push(byte));
    Ok(Value::NONE)
}

fn extend(vm: &mut Vm, args: &[Value]) -> Result {
    let bytes = match vm.buffer(&args[1]).map(|b| b.into_owned()) {
        Some(bytes) => bytes,
        None if args[1].as_ref::<Str>().is_some() => {
            return Err(vm.type_error("expected iterable of integers; got: 'str'"));
        }
        None if crate::string::not_iterable(vm, &args[1]) => {
            let message = format!("can't extend bytearray with {}", vm.type_name(&args[1]));
            return Err(vm.type_error(message));
        }
        None => from_items(vm, &args[1], "byte must be in range(0, 256)")?,
    };
    if bytes.is_empty() {
        return Ok(Value::NONE);
    }
    let array = resizable(vm, &args[0])?;
    let (length, told) = (own(vm, &args[0]).len(), told_bytes(vm, &bytes));
    vm.bytearray_mut(&array, Edit::extend(length, &told), |own| own.extend_from_slice(&bytes));
    Ok(Value::NONE)
}

fn insert(vm: &mut Vm, args: &[Value]) -> Result {
    let index = vm.index(&args[1])?;
    let byte = byte(vm, &args[2])?;
    let length = own(vm, &args[0]).len() as i64;
    let place = if index < 0 { (index + length).max(0) } else { index.min(length) } as usize;
    let array = resizable(vm, &args[0])?;
    vm.bytearray_mut(&array, Edit::Insert(place, &Value::int(byte as i64)), |own| own.insert(place, byte));
    Ok(Value::NONE)
}

fn pop(vm: &mut Vm, args: &[Value]) -> Result {
    let index = vm.index(&args[1])?;
    let length = own(vm, &args[0]).len();
    if length == 0 {
        return Err(vm.index_error("pop from empty bytearray"));
    }
    let place = if index < 0 { index + length as i64 } else { index };
    let Some(place) = usize::try_from(place).ok().filter(|p| *p < length) else {
        return Err(vm.index_error("pop index out of range"));
    };
    let array = resizable(vm, &args[0])?;
    Ok(Value::int(vm.bytearray_mut(&array, Edit::Remove(place), |own| own.remove(place)) as i64))
}

fn remove(vm: &mut Vm, args: &[Value]) -> Result {
    let byte = byte(vm, &args[1])?;
    let Some(place) = own(vm, &args[0]).iter().position(|b| *b == byte) else {
        return Err(vm.value_error("value not found in bytearray"));
    };
    let array = resizable(vm, &args[0])?;
    vm.bytearray_mut(&array, Edit::Remove(place), |own| own.remove(place));
    Ok(Value::NONE)
}

fn reverse(vm: &mut Vm, args: &[Value]) -> Result {
    let array = array(vm, &args[0])?;
    vm.bytearray_mut(&array, Edit::Reverse, |own| own.reverse());
    Ok(Value::NONE)
}

fn clear(vm: &mut Vm, args: &[Value]) -> Result {
    let array = resizable(vm, &args[0])?;
    vm.bytearray_mut(&array, Edit::Clear, Vec::clear);
    Ok(Value::NONE)
}
