//! What a deque does as lists do: items by place, search, insertion, order, repetition.

use std::collections::VecDeque;

use object::Value;
use vm::{Comparison, Edit, Method, Mutation, Result, Vm, method};

use super::deque::{Deque, copy};

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
    method("__eq__", eq, "(self, value, /)", "Return self==value."),
    method("__ne__", ne, "(self, value, /)", "Return self!=value."),
    method("__lt__", lt, "(self, value, /)", "Return self<value."),
    method("__le__", le, "(self, value, /)", "Return self<=value."),
    method("__gt__", gt, "(self, value, /)", "Return self>value."),
    method("__ge__", ge, "(self, value, /)", "Return self>=value."),
    method("count", count, "(self, value, /)", "Return number of occurrences of value."),
    method("index", index, "(self, value, start=0, stop=9223372036854775807, /)", "Return first index of value."),
    method("insert", insert, "(self, index, value, /)", "Insert value before index."),
    method("remove", remove, "(self, value, /)", "Remove first occurrence of value."),
    method("reverse", reverse, "(self, /)", "Reverse *IN PLACE*."),
];

fn len(vm: &mut Vm, args: &[Value]) -> Result {
    vm.read(&args[0], |d: &Deque| d.items.len()).map(Value::from_usize)
}

/// The place that an index means, in a deque of this length.
fn place(vm: &mut Vm, deque: &Value, key: &Value) -> Result<usize> {
    let key = match key.as_small_int() {
        Some(n) => n,
        None if vm.as_big(key).is_some() || vm.class_attr_str(key, "__index__").is_some() => match vm.index(key) {
            Ok(n) => n,
            Err(_) if vm.swallow("OverflowError") => {
                return Err(vm.index_error("cannot fit 'int' into an index-sized integer"));
            }
            Err(raised) => return Err(raised),
        },
        None => {
            let name = vm.type_name(key);
            return Err(vm.type_error(format!("sequence index must be integer, not '{name}'")));
        }
    };
    let length = vm.read(deque, |d: &Deque| d.items.len())? as i64;
    let place = if key < 0 { key + length } else { key };
    if place < 0 || place >= length {
        return Err(vm.index_error("deque index out of range"));
    }
    Ok(place as usize)
}

fn get_item(vm: &mut Vm, args: &[Value]) -> Result {
    let place = place(vm, &args[0], &args[1])?;
    vm.read(&args[0], |d: &Deque| d.items[place].clone())
}

fn set_item(vm: &mut Vm, args: &[Value]) -> Result {
    let place = place(vm, &args[0], &args[1])?;
    let new = args[2].clone();
    let old =
        vm.edit(&args[0], Edit::Set(place, &args[2]), |d: &mut Deque| std::mem::replace(&mut d.items[place], new))?;
    drop(old);
    Ok(Value::NONE)
}

fn del_item(vm: &mut Vm, args: &[Value]) -> Result {
    let place = place(vm, &args[0], &args[1])?;
    let old = vm.edit(&args[0], Edit::Remove(place), |d: &mut Deque| {
        d.version += 1;
        d.items.remove(place)
    })?;
    drop(old);
    Ok(Value::NONE)
}

/// Calls `found` with the places of items equal to `value`, until it says to stop.
fn search(
    vm: &mut Vm,
    deque: &Value,
    value: &Value,
    range: std::ops::Range<usize>,
    mut found: impl FnMut(usize) -> bool,
) -> Result<std::result::Result<(), ()>> {
    let version = vm.read(deque, |d: &Deque| d.version)?;
    for place in range {
        let Some(item) = vm.read(deque, |d: &Deque| d.items.get(place).cloned())? else {
            break;
        };
        let equal = vm.equal(&item, value)?;
        if vm.read(deque, |d: &Deque| d.version)? != version {
            return Ok(Err(()));
        }
        if equal && found(place) {
            break;
        }
    }
    Ok(Ok(()))
}

fn all(vm: &mut Vm, deque: &Value) -> Result<std::ops::Range<usize>> {
    Ok(0..vm.read(deque, |d: &Deque| d.items.len())?)
}

const MUTATED: &str = "deque mutated during iteration";

fn contains(vm: &mut Vm, args: &[Value]) -> Result {
    let (range, mut seen) = (all(vm, &args[0])?, false);
    let searched = search(vm, &args[0], &args[1], range, |_| {
        seen = true;
        true
    })?;
    searched.map_err(|()| vm.runtime_error(MUTATED))?;
    Ok(Value::bool(seen))
}

fn count(vm: &mut Vm, args: &[Value]) -> Result {
    let (range, mut seen) = (all(vm, &args[0])?, 0);
    let searched = search(vm, &args[0], &args[1], range, |_| {
        seen += 1;
        false
    })?;
    searched.map_err(|()| vm.runtime_error(MUTATED))?;
    Ok(Value::from_usize(seen))
}

fn index(vm: &mut Vm, args: &[Value]) -> Result {
    let length = vm.read(&args[0], |d: &Deque| d.items.len())? as i64;
    let (start, stop) = (vm.index_clamped(&args[2])?, vm.index_clamped(&args[3])?);
    let clamp = |n: i64| (if n < 0 { n.saturating_add(length) } else { n }).clamp(0, length) as usize;
    let mut seen = None;
    let searched = search(vm, &args[0], &args[1], clamp(start)..clamp(stop), |place| {
        seen = Some(place);
        true
    })?;
    searched.map_err(|()| vm.runtime_error(MUTATED))?;
    match seen {
        Some(place) => Ok(Value::from_usize(place)),
        None => {
            let text = vm.repr_text(&args[1])?;
            Err(vm.value_error(format!("{text} is not in deque")))
        }
    }
}

fn remove(vm: &mut Vm, args: &[Value]) -> Result {
    let (range, mut seen) = (all(vm, &args[0])?, None);
    let searched = search(vm, &args[0], &args[1], range, |place| {
        seen = Some(place);
        true
    })?;
    searched.map_err(|()| vm.index_error("deque mutated during remove()."))?;
    let Some(place) = seen else {
        let text = vm.repr_text(&args[1])?;
        return Err(vm.value_error(format!("{text} is not in deque")));
    };
    let old = vm.edit(&args[0], Edit::Remove(place), |d: &mut Deque| {
        d.version += 1;
        d.items.remove(place)
    })?;
    drop(old);
    Ok(Value::NONE)
}

fn insert(vm: &mut Vm, args: &[Value]) -> Result {
    let at = vm.index(&args[1])?;
    if vm.read(&args[0], |d: &Deque| d.most.is_some_and(|most| d.items.len() >= most))? {
        return Err(vm.index_error("deque already at its maximum size"));
    }
    let value = args[2].clone();
    let length = vm.read(&args[0], |d: &Deque| d.items.len())? as i64;
    let at = (if at < 0 { at.saturating_add(length) } else { at }).clamp(0, length) as usize;
    vm.edit(&args[0], Edit::Insert(at, &args[2]), |d: &mut Deque| {
        d.version += 1;
        d.items.insert(at, value);
    })?;
    Ok(Value::NONE)
}

fn reverse(vm: &mut Vm, args: &[Value]) -> Result {
    vm.edit(&args[0], Edit::Reverse, |d: &mut Deque| d.items.make_contiguous().reverse())?;
    Ok(Value::NONE)
}

// ---- operators -----------------------------------------------------------------------------------

fn add(vm: &mut Vm, args: &[Value]) -> Result {
    if vm.data::<Deque>(&args[1]).is_none() {
        let name = vm.type_name(&args[1]);
        return Err(vm.type_error(format!("can only concatenate deque (not \"{name}\") to deque")));
    }
    let new = copy(vm, &args[..1])?;
    inplace_add(vm, &[new, args[1].clone()])
}

fn inplace_add(vm: &mut Vm, args: &[Value]) -> Result {
    vm.call_method(&args[0], "extend", &[args[1].clone()])?;
    Ok(args[0].clone())
}

fn multiply(vm: &mut Vm, args: &[Value]) -> Result {
    let new = copy(vm, &args[..1])?;
    inplace_multiply(vm, &[new, args[1].clone()])
}

fn inplace_multiply(vm: &mut Vm, args: &[Value]) -> Result {
    if vm.as_big(&args[1]).is_none() && vm.class_attr_str(&args[1], "__index__").is_none() {
        let name = vm.type_name(&args[1]);
        return Err(vm.type_error(format!("can't multiply sequence by non-int of type '{name}'")));
    }
    let times = vm.index(&args[1])?.max(0) as usize;
    let (length, most) = vm.read(&args[0], |d: &Deque| (d.items.len(), d.most))?;
    let wanted = length.checked_mul(times).filter(|n| *n < 1 << 40);
    let Some(wanted) = wanted else {
        return Err(vm.memory_error());
    };
    let kept = most.map_or(wanted, |most| most.min(wanted));
    let old = vm.change(&args[0], Mutation::Replace, |d: &mut Deque| {
        // The last `kept` items of the repetition.
        let skipped = wanted - kept;
        let items: VecDeque<Value> = (skipped..wanted).map(|place| d.items[place % length.max(1)].clone()).collect();
        d.version += 1;
        std::mem::replace(&mut d.items, items)
    })?;
    drop(old);
    Ok(args[0].clone())
}

fn compared(vm: &mut Vm, args: &[Value], comparison: Comparison) -> Result {
    if vm.data::<Deque>(&args[1]).is_none() {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let item = |vm: &mut Vm, deque: &Value, place: usize| vm.read(deque, |d: &Deque| d.items.get(place).cloned());
    let (a_length, b_length) = (all(vm, &args[0])?.end, all(vm, &args[1])?.end);
    if a_length != b_length && matches!(comparison, Comparison::Eq | Comparison::Ne) {
        return Ok(Value::bool(comparison == Comparison::Ne));
    }
    let mut place = 0;
    loop {
        let (a, b) = (item(vm, &args[0], place)?, item(vm, &args[1], place)?);
        match (a, b) {
            (Some(a), Some(b)) => {
                if !vm.equal(&a, &b)? {
                    return match comparison {
                        Comparison::Eq => Ok(Value::FALSE),
                        Comparison::Ne => Ok(Value::TRUE),
                        _ => vm.compare(comparison, &a, &b),
                    };
                }
            }
            (a, b) => {
                let order = a.is_some().cmp(&b.is_some());
                return Ok(Value::bool(comparison.holds(order)));
            }
        }
        place += 1;
    }
}

fn eq(vm: &mut Vm, args: &[Value]) -> Result {
    compared(vm, args, Comparison::Eq)
}
fn ne(vm: &mut Vm, args: &[Value]) -> Result {
    compared(vm, args, Comparison::Ne)
}
fn lt(vm: &mut Vm, args: &[Value]) -> Result {
    compared(vm, args, Comparison::Lt)
}
fn le(vm: &mut Vm, args: &[Value]) -> Result {
    compared(vm, args, Comparison::Le)
}
fn gt(vm: &mut Vm, args: &[Value]) -> Result {
    compared(vm, args, Comparison::Gt)
}
fn ge(vm: &mut Vm, args: &[Value]) -> Result {
    compared(vm, args, Comparison::Ge)
}
