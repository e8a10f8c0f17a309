//! What an array does as lists do.

use object::{Slice, Value};
use vm::{Comparison, Edit, Method, Mutation, Result, Vm, method};

use super::{Array, code_of, item, resizable};

pub(super) const METHODS: &[Method] = &[
    method("__len__", len, "(self, /)", "Return len(self)."),
    method("__getitem__", get_item, "(self, key, /)", "Return self[key]."),
    method("__setitem__", set_item, "(self, key, value, /)", "Set self[key] to value."),
    method("__delitem__", del_item, "(self, key, /)", "Delete self[key]."),
    method("__contains__", contains, "(self, key, /)", "Return bool(key in self)."),
    method("__add__", add, "(self, value, /)", "Return self+value."),
    method("__iadd__", inplace_add, "(self, value, /)", "Implement self+=value."),
    method("__mul__", multiply, "(self, value, /)", "Return self*value."),
    method("__rmul__", multiply, "(self, value, /)", "Return value*self."),
    method("__imul__", inplace_multiply, "(self, value, /)", "Implement self*=value."),
    method("__eq__", |vm, args| compared(vm, args, Comparison::Eq), "(self, value, /)", "Return self==value."),
    method("__ne__", |vm, args| compared(vm, args, Comparison::Ne), "(self, value, /)", "Return self!=value."),
    method("__lt__", |vm, args| compared(vm, args, Comparison::Lt), "(self, value, /)", "Return self<value."),
    method("__le__", |vm, args| compared(vm, args, Comparison::Le), "(self, value, /)", "Return self<=value."),
    method("__gt__", |vm, args| compared(vm, args, Comparison::Gt), "(self, value, /)", "Return self>value."),
    method("__ge__", |vm, args| compared(vm, args, Comparison::Ge), "(self, value, /)", "Return self>=value."),
    method("count", count, "(self, v, /)", "Return number of occurrences of v in the array."),
    method(
        "index",
        index,
        "(self, v, start=0, stop=9223372036854775807, /)",
        "Return index of first occurrence of v in the array.",
    ),
    method("insert", insert, "(self, i, v, /)", "Insert a new item v into the array before position i."),
    method("pop", pop, "(self, i=-1, /)", "Return the i-th element and delete it from the array."),
    method("remove", remove, "(self, v, /)", "Remove the first occurrence of v in the array."),
    method("reverse", reverse, "(self, /)", "Reverse the order of the items in the array."),
    method("clear", clear, "(self, /)", "Remove all items from the array."),
];

fn length(vm: &mut Vm, array: &Value) -> Result<usize> {
    vm.read(array, Array::len)
}

fn len(vm: &mut Vm, args: &[Value]) -> Result {
    length(vm, &args[0]).map(Value::from_usize)
}

fn place(vm: &mut Vm, array: &Value, key: &Value, message: &str) -> Result<usize> {
    if key.as_small_int().is_none() && vm.as_big(key).is_none() && vm.class_attr_str(key, "__index__").is_none() {
        return Err(vm.type_error("array indices must be integers"));
    }
    let length = length(vm, array)? as i64;
    let at = vm.index_clamped(key)?;
    let at = if at < 0 { at + length } else { at };
    if at < 0 || at >= length {
        return Err(vm.index_error(message));
    }
    Ok(at as usize)
}

/// The places that a slice takes.
fn places(vm: &mut Vm, array: &Value, key: &Value) -> Result<Option<(i64, i64, usize)>> {
    let Some(slice) = key.as_ref::<Slice>().cloned() else {
        return Ok(None);
    };
    let length = length(vm, array)?;
    vm.slice_range(&slice, length).map(Some)
}

fn get_item(vm: &mut Vm, args: &[Value]) -> Result {
    if let Some((start, step, count)) = places(vm, &args[0], &args[1])? {
        let new = vm.read(&args[0], |a: &Array| {
            let size = item::size(a.code);
            let mut bytes = Vec::with_capacity(count * size);
            for number in 0..count {
                let at = (start + number as i64 * step) as usize * size;
                bytes.extend_from_slice(&a.bytes[at..at + size]);
            }
            Array::new(a.code, bytes)
        })?;
        return Ok(vm.make(new));
    }
    let at = place(vm, &args[0], &args[1], "array index out of range")?;
    vm.read(&args[0], |a: &Array| a.item(at))
}

fn set_item(vm: &mut Vm, args: &[Value]) -> Result {
    if let Some((start, step, count)) = places(vm, &args[0], &args[1])? {
        return set_slice(vm, args, start, step, count);
    }
    let at = place(vm, &args[0], &args[1], "array assignment index out of range")?;
    let code = code_of(vm, &args[0])?;
    let (word, size) = item::write(vm, code, &args[2])?;
    let item = item::read(code, &word[..size]);
    vm.edit(&args[0], Edit::Set(at, &item), |a: &mut Array| {
        if let Some(own) = a.bytes.get_mut(at * size..(at + 1) * size) {
            own.copy_from_slice(&word[..size]);
        }
    })?;
    Ok(Value::NONE)
}

fn set_slice(vm: &mut Vm, args: &[Value], start: i64, step: i64, count: usize) -> Result {
    let code = code_of(vm, &args[0])?;
    let Some((other, bytes)) = vm.data::<Array>(&args[2]).map(|a| (a.code, a.bytes.clone())) else {
        let name = vm.type_name(&args[2]);
        return Err(vm.type_error(format!("can only assign array (not \"{name}\") to array slice")));
    };
    if other != code {
        return Err(vm.type_error("bad argument type for built-in operation"));
    }
    let size = item::size(code);
    let given = bytes.len() / size;
    if step == 1 {
        if given != count {
            resizable(vm, &args[0])?;
        }
        let from = start as usize * size;
        let splice = |a: &mut Array| drop(a.bytes.splice(from..from + count * size, bytes));
        vm.change(&args[0], Mutation::Splice, splice)?;
        return Ok(Value::NONE);
    }
    if given != count {
        let message = format!("attempt to assign array of size {given} to extended slice of size {count}");
        return Err(vm.value_error(message));
    }
    vm.change(&args[0], Mutation::Splice, |a: &mut Array| {
        for (number, word) in bytes.chunks_exact(size).enumerate() {
            let at = (start + number as i64 * step) as usize * size;
            a.bytes[at..at + size].copy_from_slice(word);
        }
    })?;
    Ok(Value::NONE)
}

fn del_item(vm: &mut Vm, args: &[Value]) -> Result {
    let (start, step, count) = match places(vm, &args[0], &args[1])? {
        Some(slice) => slice,
        None => (place(vm, &args[0], &args[1], "array assignment index out of range")? as i64, 1, 1),
    };
    if count == 0 {
        return Ok(Value::NONE);
    }
    resizable(vm, &args[0])?;
    vm.change(&args[0], Mutation::Splice, |a: &mut Array| {
        let size = item::size(a.code);
        let mut places: Vec<usize> = (0..count).map(|n| (start + n as i64 * step) as usize).collect();
        places.sort_unstable();
        let mut place = 0;
        let kept: Vec<u8> = a
            .bytes
            .chunks_exact(size)
            .filter(|_| {
                place += 1;
                places.binary_search(&(place - 1)).is_err()
            })
            .flatten()
            .copied()
            .collect();
        a.bytes = kept;
    })?;
    Ok(Value::NONE)
}

/// The first place in a range that holds the value.
fn find(vm: &mut Vm, array: &Value, value: &Value, range: (usize, usize)) -> Result<Option<usize>> {
    for at in range.0..range.1 {
        let Some(own) = vm.read(array, |a: &Array| if at < a.len() { Some(a.item(at)) } else { None })? else {
            break;
        };
        if vm.equal(&own, value)? {
            return Ok(Some(at));
        }
    }
    Ok(None)
}

fn contains(vm: &mut Vm, args: &[Value]) -> Result {
    let end = length(vm, &args[0])?;
    Ok(Value::bool(find(vm, &args[0], &args[1], (0, end))?.is_some()))
}

fn count(vm: &mut Vm, args: &[Value]) -> Result {
    let (end, mut at, mut count) = (length(vm, &args[0])?, 0, 0);
    while let Some(found) = find(vm, &args[0], &args[1], (at, end))? {
        count += 1;
        at = found + 1;
    }
    Ok(Value::int(count))
}

fn index(vm: &mut Vm, args: &[Value]) -> Result {
    let length = length(vm, &args[0])? as i64;
    let clamp = |n: i64| (if n < 0 { n.saturating_add(length) } else { n }).clamp(0, length) as usize;
    let (start, stop) = (vm.index_clamped(&args[2])?, vm.index_clamped(&args[3])?);
    match find(vm, &args[0], &args[1], (clamp(start), clamp(stop)))? {
        Some(at) => Ok(Value::from_usize(at)),
        None => Err(vm.value_error("array.index(x): x not in array")),
    }
}

fn insert(vm: &mut Vm, args: &[Value]) -> Result {
    let length = length(vm, &args[0])? as i64;
    let at = vm.index_clamped(&args[1])?;
    let at = (if at < 0 { at.saturating_add(length) } else { at }).clamp(0, length) as usize;
    let code = code_of(vm, &args[0])?;
    let (word, size) = item::write(vm, code, &args[2])?;
    resizable(vm, &args[0])?;
    let item = item::read(code, &word[..size]);
    vm.edit(&args[0], Edit::Insert(at, &item), |a: &mut Array| {
        let at = (at * size).min(a.bytes.len());
        drop(a.bytes.splice(at..at, word[..size].iter().copied()));
    })?;
    Ok(Value::NONE)
}

fn take(vm: &mut Vm, array: &Value, at: usize) -> Result {
    resizable(vm, array)?;
    vm.edit(array, Edit::Remove(at), |a: &mut Array| {
        let (size, value) = (item::size(a.code), a.item(at));
        drop(a.bytes.drain(at * size..(at + 1) * size));
        value
    })
}

fn pop(vm: &mut Vm, args: &[Value]) -> Result {
    if length(vm, &args[0])? == 0 {
        return Err(vm.index_error("pop from empty array"));
    }
    let at = place(vm, &args[0], &args[1], "pop index out of range")?;
    take(vm, &args[0], at)
}

fn remove(vm: &mut Vm, args: &[Value]) -> Result {
    let end = length(vm, &args[0])?;
    match find(vm, &args[0], &args[1], (0, end))? {
        Some(at) => take(vm, &args[0], at).map(|_| Value::NONE),
        None => Err(vm.value_error("array.remove(x): x not in array")),
    }
}

fn reverse(vm: &mut Vm, args: &[Value]) -> Result {
    vm.edit(&args[0], Edit::Reverse, |a: &mut Array| {
        let size = item::size(a.code);
        a.bytes.reverse();
        a.bytes.chunks_exact_mut(size).for_each(<[u8]>::reverse);
    })?;
    Ok(Value::NONE)
}

fn clear(vm: &mut Vm, args: &[Value]) -> Result {
    resizable(vm, &args[0])?;
    vm.edit(&args[0], Edit::Clear, |a: &mut Array| a.bytes.clear())?;
    Ok(Value::NONE)
}

// ---- operators -----------------------------------------------------------------------------------

fn add(vm: &mut Vm, args: &[Value]) -> Result {
    let code = code_of(vm, &args[0])?;
    let Some((other, bytes)) = vm.data::<Array>(&args[1]).map(|a| (a.code, a.bytes.clone())) else {
        let name = vm.type_name(&args[1]);
        return Err(vm.type_error(format!("can only append array (not \"{name}\") to array")));
    };
    if other != code {
        return Err(vm.type_error("bad argument type for built-in operation"));
    }
    let mut all = vm.read(&args[0], |a: &Array| a.bytes.clone())?;
    all.extend(bytes);
    Ok(vm.make(Array::new(code, all)))
}

fn inplace_add(vm: &mut Vm, args: &[Value]) -> Result {
    if vm.data::<Array>(&args[1]).is_none() {
        let name = vm.type_name(&args[1]);
        return Err(vm.type_error(format!("can only extend with array (not \"{name}\")")));
    }
    super::extend(vm, args)?;
    Ok(args[0].clone())
}

fn repeated(vm: &mut Vm, args: &[Value]) -> Result<Vec<u8>> {
    if vm.as_big(&args[1]).is_none() && vm.class_attr_str(&args[1], "__index__").is_none() {
        let name = vm.type_name(&args[1]);
        return Err(vm.type_error(format!("can't multiply sequence by non-int of type '{name}'")));
    }
    let times = vm.index(&args[1])?.max(0) as usize;
    let bytes = vm.read(&args[0], |a: &Array| a.bytes.clone())?;
    if bytes.len().checked_mul(times).is_none_or(|n| n > 1 << 40) {
        return Err(vm.memory_error());
    }
    Ok(bytes.repeat(times))
}

fn multiply(vm: &mut Vm, args: &[Value]) -> Result {
    let bytes = repeated(vm, args)?;
    let code = code_of(vm, &args[0])?;
    Ok(vm.make(Array::new(code, bytes)))
}

fn inplace_multiply(vm: &mut Vm, args: &[Value]) -> Result {
    let bytes = repeated(vm, args)?;
    resizable(vm, &args[0])?;
    vm.change(&args[0], Mutation::Replace, |a: &mut Array| a.bytes = bytes)?;
    Ok(args[0].clone())
}

fn compared(vm: &mut Vm, args: &[Value], comparison: Comparison) -> Result {
    let Some((other, other_bytes, other_length)) =
        vm.data::<Array>(&args[1]).map(|a| (a.code, a.bytes.clone(), a.len()))
    else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    let own_length = length(vm, &args[0])?;
    let unequal = matches!(comparison, Comparison::Eq | Comparison::Ne);
    if unequal && own_length != other_length {
        return Ok(Value::bool(comparison == Comparison::Ne));
    }
    let integers = |code: u8| !matches!(code, b'f' | b'd');
    let alike = vm.read(&args[0], |a: &Array| integers(other) && a.code == other && a.bytes == other_bytes)?;
    if alike {
        return Ok(Value::bool(comparison.holds(std::cmp::Ordering::Equal)));
    }
    for at in 0..own_length.min(other_length) {
        let a = vm.read(&args[0], |a: &Array| if at < a.len() { a.item(at) } else { Value::NONE })?;
        let b = vm.read(&args[1], |b: &Array| if at < b.len() { b.item(at) } else { Value::NONE })?;
        if !vm.equal(&a, &b)? {
            return match comparison {
                Comparison::Eq => Ok(Value::FALSE),
                Comparison::Ne => Ok(Value::TRUE),
                _ => vm.compare(comparison, &a, &b),
            };
        }
    }
    Ok(Value::bool(comparison.holds(own_length.cmp(&other_length))))
}
