//! list.

use object::{ClassIndex, Cursor, Iterator, Kind, List, Ref, Slice, Value};
use vm::{Method, Result, Vm, method};

use crate::sequence::{SEQUENCE, find, index_in, items, place_of, repeated};
use crate::sort;

const LIST: &[Method] = &[
    method(
        "__new__",
        new,
        "(cls, /, *args, **kwargs)",
        "Create and return a new object.  See help(type) for accurate signature.",
    ),
    method(
        "__init__",
        init,
        "(self, iterable=(), /)",
        "Initialize self.  See help(type(self)) for accurate signature.",
    ),
    method("__add__", add, "(self, value, /)", "Return self+value."),
    method("__mul__", mul, "(self, value, /)", "Return self*value."),
    method("__rmul__", mul, "(self, value, /)", "Return value*self."),
    method("__iadd__", iadd, "(self, value, /)", "Implement self+=value."),
    method("__imul__", imul, "(self, value, /)", "Implement self*=value."),
    method("__setitem__", set_item, "(self, key, value, /)", "Set self[key] to value."),
    method("__delitem__", delete_item, "(self, key, /)", "Delete self[key]."),
    method("__reversed__", reversed, "(self, /)", "Return a reverse iterator over the list."),
    method("__sizeof__", list_size, "(self, /)", "Return the size of the list in memory, in bytes."),
    method("clear", clear, "(self, /)", "Remove all items from list."),
    method("copy", copy, "(self, /)", "Return a shallow copy of the list."),
    method("append", append, "(self, object, /)", "Append object to the end of the list."),
    method("insert", insert, "(self, index, object, /)", "Insert object before index."),
    method("extend", extend, "(self, iterable, /)", "Extend list by appending elements from the iterable."),
    method(
        "pop",
        pop,
        "(self, index=-1, /)",
        "Remove and return item at index (default last).\n\nRaises IndexError if list is empty or index is out of range.",
    ),
    method(
        "remove",
        remove,
        "(self, value, /)",
        "Remove first occurrence of value.\n\nRaises ValueError if the value is not present.",
    ),
    method("reverse", reverse, "(self, /)", "Reverse *IN PLACE*."),
    method(
        "sort",
        sort::sort,
        "(self, /, *, key=None, reverse=False)",
        "Sort the list in ascending order and return None.\n\nThe sort is in-place (i.e. the list itself is modified) and stable (i.e. the\norder of two equal elements is maintained).\n\nIf a key function is given, apply it once to each list item and sort them,\nascending or descending, according to their function values.\n\nThe reverse flag can be set to sort in descending order.",
    ),
];

pub fn install(vm: &mut Vm) {
    vm.fill_class(ClassIndex::LIST, &[LIST, SEQUENCE].concat(), &[]);
    let class = vm.heap.class(ClassIndex::LIST).to_value();
    vm.set_builtin("list", class);
}

pub(crate) fn own(vm: &mut Vm, value: &Value) -> Result<Ref<List>> {
    match value.as_ref::<List>() {
        Some(list) => Ok(list.clone()),
        None => Err(vm.type_error("a list is needed here")),
    }
}

fn new(vm: &mut Vm, args: &[Value]) -> Result {
    vm.new_object(&args[0], List::default())
}

fn init(vm: &mut Vm, args: &[Value]) -> Result {
    let list = own(vm, &args[0])?;
    if !list.get(&vm.heap).0.is_empty() {
        drop(vm.list_replace_all(&list, vec![]));
    }
    if !args[1].is_unbound() {
        let origins = vm.origins(&args[1]);
        extend_by(vm, &list, &args[1])?;
        vm.copied_from(origins, &args[0]);
    }
    Ok(Value::NONE)
}

// ---- adding and removing --------------------------------------------------------------------------

fn append(vm: &mut Vm, args: &[Value]) -> Result {
    match args[0].as_ref::<List>() {
        Some(list) => vm.list_push(list, args[1].clone()),
        None => return Err(vm.type_error("a list is needed here")),
    }
    Ok(Value::NONE)
}

fn extend(vm: &mut Vm, args: &[Value]) -> Result {
    let list = own(vm, &args[0])?;
    extend_by(vm, &list, &args[1])?;
    Ok(Value::NONE)
}

/// Sequences come over at once; from an iterator, what it gave before it failed stays.
fn extend_by(vm: &mut Vm, list: &Ref<List>, source: &Value) -> Result<()> {
    let at_once = vm.heap.class_index_of(source).0 <= ClassIndex::FROZENSET.0 || source.kind() == Some(Kind::Range);
    if at_once && source.kind() != Some(Kind::Instance) {
        let gathered = vm.collect(source)?;
        let end = list.get(&vm.heap).0.len();
        if end == 0 {
            drop(vm.list_replace_all(list, gathered));
        } else {
            vm.list_splice(list, end..end, gathered);
        }
        return Ok(());
    }
    let iterator = vm.iter(source)?;
    let hint = vm.length_hint(source)?;
    let mut count = 0usize;
    vm.each(&iterator, |vm, value| {
        vm.list_push(list, value);
        count += 1;
        if count.is_power_of_two() && count > hint {
            vm.check_room(count * size_of::<Value>())?;
        }
        Ok(true)
    })
}

fn insert(vm: &mut Vm, args: &[Value]) -> Result {
    let list = own(vm, &args[0])?;
    let index = vm.index(&args[1])?;
    let length = list.get(&vm.heap).0.len() as i64;
    let place = if index < 0 { (index + length).max(0) } else { index.min(length) };
    vm.list_insert(&list, place as usize, args[2].clone());
    Ok(Value::NONE)
}

fn pop(vm: &mut Vm, args: &[Value]) -> Result {
    let list = own(vm, &args[0])?;
    if args[1].as_small_int() == Some(-1)
        && let Some(last) = vm.list_pop(&list)
    {
        return Ok(last);
    }
    let index = vm.index_or(&args[1], "IndexError")?;
    let length = list.get(&vm.heap).0.len();
    match place_of(index, length) {
        Some(place) => Ok(vm.list_remove(&list, place)),
        None if length == 0 => Err(vm.index_error("pop from empty list")),
        None => Err(vm.index_error("pop index out of range")),
    }
}

fn remove(vm: &mut Vm, args: &[Value]) -> Result {
    let list = own(vm, &args[0])?;
    match find(vm, &args[0], &args[1], 0, usize::MAX)? {
        Some(place) => {
            if place < list.get(&vm.heap).0.len() {
                drop(vm.list_remove(&list, place));
            }
            Ok(Value::NONE)
        }
        None => Err(vm.value_error("list.remove(x): x not in list")),
    }
}

fn clear(vm: &mut Vm, args: &[Value]) -> Result {
    let list = own(vm, &args[0])?;
    drop(vm.list_replace_all(&list, vec![]));
    Ok(Value::NONE)
}

fn copy(vm: &mut Vm, args: &[Value]) -> Result {
    let copy = Value::list(items(vm, &args[0]).to_vec());
    vm.copied(&args[0], &copy);
    Ok(copy)
}

fn reverse(vm: &mut Vm, args: &[Value]) -> Result {
    let list = own(vm, &args[0])?;
    vm.list_reverse(&list);
    Ok(Value::NONE)
}

fn reversed(vm: &mut Vm, args: &[Value]) -> Result {
    let list = own(vm, &args[0])?;
    let index = list.get(&vm.heap).0.len().wrapping_sub(1);
    Ok(Ref::new(ClassIndex::LIST_REVERSE_ITERATOR, Cursor(Iterator::ListReverse { list, index })).into())
}

/// What CPython's list of as many items takes at least.
fn size_of_items(count: usize) -> Value {
    Value::from_usize(40 + 8 * count)
}

fn list_size(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(size_of_items(items(vm, &args[0]).len()))
}

// ---- operators --------------------------------------------------------------------------------------

fn add(vm: &mut Vm, args: &[Value]) -> Result {
    if args[1].as_ref::<List>().is_none() {
        let message = format!("can only concatenate list (not \"{}\") to list", vm.type_name(&args[1]));
        return Err(vm.type_error(message));
    }
    let (a, b) = (items(vm, &args[0]), items(vm, &args[1]));
    Ok(Value::list([a, b].concat()))
}

fn iadd(vm: &mut Vm, args: &[Value]) -> Result {
    extend(vm, args)?;
    Ok(args[0].clone())
}

fn mul(vm: &mut Vm, args: &[Value]) -> Result {
    match crate::sequence::repeat_count(vm, &args[1])? {
        Some(count) => {
            let result = Value::list(repeated(vm, &args[0], count)?);
            vm.copied(&args[0], &result);
            Ok(result)
        }
        None => Ok(Value::NOT_IMPLEMENTED),
    }
}

fn imul(vm: &mut Vm, args: &[Value]) -> Result {
    let Some(count) = crate::sequence::repeat_count(vm, &args[1])? else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    let list = own(vm, &args[0])?;
    if count == 0 {
        drop(vm.list_replace_all(&list, vec![]));
    } else {
        let more = repeated(vm, &args[0], count - 1)?;
        let end = list.get(&vm.heap).0.len();
        vm.list_splice(&list, end..end, more);
    }
    Ok(args[0].clone())
}

// ---- items ------------------------------------------------------------------------------------------

fn set_item(vm: &mut Vm, args: &[Value]) -> Result {
    let list = own(vm, &args[0])?;
    if let Some(slice) = args[1].as_ref::<Slice>() {
        return set_slice(vm, &list, slice, &args[2]);
    }
    let index = index_in(vm, &args[1], "list")?;
    let Some(place) = place_of(index, list.get(&vm.heap).0.len()) else {
        return Err(vm.index_error("list assignment index out of range"));
    };
    vm.list_set(&list, place, args[2].clone());
    Ok(Value::NONE)
}

fn set_slice(vm: &mut Vm, list: &Ref<List>, slice: &Ref<Slice>, source: &Value) -> Result {
    let bounds = vm.slice_bounds(slice)?;
    let values = match vm.iter(source) {
        Ok(_) if source.as_ref::<List>().is_some() => items(vm, source).to_vec(),
        Ok(iterator) => vm.collect(&iterator)?,
        Err(_) if vm.swallow("TypeError") => {
            return Err(vm.type_error("must assign iterable to extended slice"));
        }
        Err(raised) => return Err(raised),
    };
    let (start, step, count) = bounds.within(list.get(&vm.heap).0.len());
    if step == 1 {
        vm.list_splice(list, start as usize..start as usize + count, values);
        return Ok(Value::NONE);
    }
    if values.len() != count {
        let message = format!("attempt to assign sequence of size {} to extended slice of size {count}", values.len());
        return Err(vm.value_error(message));
    }
    for (n, value) in values.into_iter().enumerate() {
        vm.list_set(list, (start + n as i64 * step) as usize, value);
    }
    Ok(Value::NONE)
}

fn delete_item(vm: &mut Vm, args: &[Value]) -> Result {
    let list = own(vm, &args[0])?;
    if let Some(slice) = args[1].as_ref::<Slice>() {
        let bounds = vm.slice_bounds(slice)?;
        let (start, step, count) = bounds.within(list.get(&vm.heap).0.len());
        delete_places(vm, &list, start, step, count);
        return Ok(Value::NONE);
    }
    let index = index_in(vm, &args[1], "list")?;
    match place_of(index, list.get(&vm.heap).0.len()) {
        Some(place) => drop(vm.list_remove(&list, place)),
        None => return Err(vm.index_error("list assignment index out of range")),
    }
    Ok(Value::NONE)
}

fn delete_places(vm: &mut Vm, list: &Ref<List>, start: i64, step: i64, count: usize) {
    if count == 0 {
        return;
    }
    if step == 1 {
        vm.list_splice(list, start as usize..start as usize + count, vec![]);
        return;
    }
    let last = start + (count as i64 - 1) * step;
    let (first, last, stride) = (start.min(last) as usize, start.max(last) as usize, step.unsigned_abs() as usize);
    let goes = |place: usize| (first..=last).contains(&place) && (place - first).is_multiple_of(stride);
    let all = list.get(&vm.heap).0.iter().enumerate();
    let kept = all.filter(|(place, _)| !goes(*place)).map(|(_, item)| item.clone()).collect();
    drop(vm.list_replace_all(list, kept));
}
