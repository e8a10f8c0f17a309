//! list, tuple, range and the iterators.

use object::{ClassIndex, Cursor, Iterator, List, Range, Ref, Slice, Tuple, Value};
use vm::{Binary, Comparison, Method, Result, Vm, method};

const LIST: &[Method] = &[
    method("__new__", list_new, "(cls, /, *args, **kwargs)", "Create an empty list."),
    method("__init__", list_init, "(self, iterable=(), /)", "Initialize self."),
    method("append", append, "(self, object, /)", "Append object to the end of the list."),
    method("extend", extend, "(self, iterable, /)", "Extend list by appending elements from the iterable."),
    method("insert", insert, "(self, index, object, /)", "Insert object before index."),
    method("pop", pop, "(self, index=-1, /)", "Remove and return item at index (default last)."),
    method("remove", remove, "(self, value, /)", "Remove first occurrence of value."),
    method("clear", clear, "(self, /)", "Remove all items from list."),
    method("copy", copy, "(self, /)", "Return a shallow copy of the list."),
    method("reverse", reverse, "(self, /)", "Reverse *IN PLACE*."),
    method("sort", sort, "(self, /, *, key=None, reverse=False)", "Sort the list in ascending order and return None."),
    method("index", index, "(self, value, start=0, stop=9223372036854775807, /)", "Return first index of value."),
    method("count", count, "(self, value, /)", "Return number of occurrences of value."),
    method("__add__", list_add, "(self, value, /)", "Return self+value."),
    method("__iadd__", list_iadd, "(self, value, /)", "Implement self+=value."),
    method("__mul__", list_mul, "(self, value, /)", "Return self*value."),
    method("__rmul__", list_mul, "(self, value, /)", "Return value*self."),
    method("__setitem__", set_item, "(self, key, value, /)", "Set self[key] to value."),
    method("__delitem__", delete_item, "(self, key, /)", "Delete self[key]."),
];

const SEQUENCE: &[Method] = &[
    method("__len__", len, "(self, /)", "Return len(self)."),
    method("__getitem__", get_item, "(self, key, /)", "Return self[key]."),
    method("__contains__", contains, "(self, key, /)", "Return key in self."),
    method("__iter__", iter, "(self, /)", "Implement iter(self)."),
    method("__repr__", repr, "(self, /)", "Return repr(self)."),
    method("__eq__", equal, "(self, value, /)", "Return self==value."),
    method("__ne__", not_equal, "(self, value, /)", "Return self!=value."),
    method("__lt__", less, "(self, value, /)", "Return self<value."),
    method("__le__", less_equal, "(self, value, /)", "Return self<=value."),
    method("__gt__", greater, "(self, value, /)", "Return self>value."),
    method("__ge__", greater_equal, "(self, value, /)", "Return self>=value."),
];

const TUPLE: &[Method] = &[
    method("__new__", tuple_new, "(cls, iterable=(), /)", "Create a tuple."),
    method("__add__", tuple_add, "(self, value, /)", "Return self+value."),
    method("__mul__", tuple_mul, "(self, value, /)", "Return self*value."),
    method("__rmul__", tuple_mul, "(self, value, /)", "Return value*self."),
    method("__hash__", tuple_hash, "(self, /)", "Return hash(self)."),
    method("index", index, "(self, value, start=0, stop=9223372036854775807, /)", "Return first index of value."),
    method("count", count, "(self, value, /)", "Return number of occurrences of value."),
];

const RANGE: &[Method] = &[
    method("__new__", range_new, "(cls, start, stop=<unset>, step=1, /)", "A sequence of numbers."),
    method("__len__", range_len, "(self, /)", "Return len(self)."),
    method("__iter__", iter, "(self, /)", "Implement iter(self)."),
    method("__repr__", range_repr, "(self, /)", "Return repr(self)."),
    method("__getitem__", range_get, "(self, key, /)", "Return self[key]."),
];

const ITERATOR: &[Method] = &[
    method("__iter__", crate::class::identity, "(self, /)", "Implement iter(self)."),
    method("__next__", next, "(self, /)", "Implement next(self)."),
];

pub fn install(vm: &mut Vm) {
    for (class, tables) in [
        (ClassIndex::LIST, &[LIST, SEQUENCE][..]),
        (ClassIndex::TUPLE, &[TUPLE, SEQUENCE]),
        (ClassIndex::RANGE, &[RANGE]),
    ] {
        let all: Vec<Method> = tables.iter().flat_map(|t| t.iter().copied()).collect();
        vm.fill_class(class, &all, &[]);
    }
    for number in ClassIndex::LIST_ITERATOR.0..=ClassIndex::MEMORY_ITERATOR.0 {
        vm.fill_class(ClassIndex(number), ITERATOR, &[]);
    }
    for (class, new) in [
        (ClassIndex::ENUMERATE, method("__new__", enumerate_new, "(cls, iterable, start=0)", "Numbered items.")),
        (ClassIndex::ZIP, method("__new__", zip_new, "(cls, /, *iterables, strict=False)", "Items side by side.")),
        (ClassIndex::MAP, method("__new__", map_new, "(cls, function, /, *iterables)", "The function of each item.")),
        (ClassIndex::FILTER, method("__new__", filter_new, "(cls, function, iterable, /)", "Items that pass.")),
        (ClassIndex::REVERSED, method("__new__", reversed_new, "(cls, sequence, /)", "Items from the end.")),
    ] {
        vm.fill_class(class, &[new], &[]);
    }
    use ClassIndex as C;
    for class in [C::LIST, C::TUPLE, C::RANGE, C::ENUMERATE, C::ZIP, C::MAP, C::FILTER, C::REVERSED] {
        let value = vm.heap.class(class).to_value();
        vm.set_builtin(object::Heap::builtin_class_name(class), value);
    }
}

// ---- what sequences share -------------------------------------------------------------------------

fn items(vm: &Vm, value: &Value) -> Vec<Value> {
    match value.as_ref::<List>() {
        Some(list) => list.get(&vm.heap).0.clone(),
        None => vm.tuple_items(value).to_vec(),
    }
}

fn as_list(vm: &mut Vm, value: &Value) -> Result<Ref<List>> {
    match value.as_ref::<List>() {
        Some(list) => Ok(list.clone()),
        None => Err(vm.type_error("a list is needed here")),
    }
}

/// How often a sequence is repeated; None where the factor is no integer.
pub(crate) fn repeat_count(vm: &mut Vm, factor: &Value) -> Result<Option<usize>> {
    if vm.as_big(factor).is_none() && vm.dunder_of(factor, object::dunder::INDEX).is_none() {
        return Ok(None);
    }
    Ok(Some(vm.index(factor)?.max(0) as usize))
}

/// A place in a sequence; IndexError beyond its ends.
pub(crate) fn index_of(vm: &mut Vm, key: &Value, length: usize, what: &str) -> Result<usize> {
    if vm.as_big(key).is_none() && vm.dunder_of(key, object::dunder::INDEX).is_none() {
        let message = format!("{what} indices must be integers or slices, not {}", vm.type_name(key));
        let message = if what == "string" {
            format!("string indices must be integers, not '{}'", vm.type_name(key))
        } else {
            message
        };
        return Err(vm.type_error(message));
    }
    let index = vm.index(key)?;
    let place = if index < 0 { index + length as i64 } else { index };
    if (0..length as i64).contains(&place) {
        Ok(place as usize)
    } else {
        Err(vm.index_error(format!("{what} index out of range")))
    }
}

fn len(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(Value::from_usize(items(vm, &args[0]).len()))
}

fn get_item(vm: &mut Vm, args: &[Value]) -> Result {
    let all = items(vm, &args[0]);
    let is_list = args[0].as_ref::<List>().is_some();
    if let Some(slice) = args[1].as_ref::<Slice>() {
        let (start, step, count) = vm.slice_range(slice, all.len())?;
        let part = (0..count as i64).map(|n| all[(start + n * step) as usize].clone()).collect();
        return Ok(if is_list { Value::list(part) } else { Value::tuple(part) });
    }
    let at = index_of(vm, &args[1], all.len(), if is_list { "list" } else { "tuple" })?;
    Ok(all[at].clone())
}

fn contains(vm: &mut Vm, args: &[Value]) -> Result {
    for item in items(vm, &args[0]) {
        if vm.equal(&item, &args[1])? {
            return Ok(Value::TRUE);
        }
    }
    Ok(Value::FALSE)
}

pub(crate) fn iter(vm: &mut Vm, args: &[Value]) -> Result {
    if let Some(iterator) = vm.plain_iterator(&args[0]) {
        return Ok(iterator);
    }
    if let Some(list) = args[0].as_ref::<List>() {
        let cursor = Cursor(Iterator::List { list: list.clone(), index: 0 });
        return Ok(Ref::new(ClassIndex::LIST_ITERATOR, cursor).into());
    }
    let copy = vm.tuple_items(&args[0]).to_vec();
    vm.iter(&Value::tuple(copy))
}

fn repr(vm: &mut Vm, args: &[Value]) -> Result {
    let is_list = args[0].as_ref::<List>().is_some();
    let (open, close) = if is_list { ("[", "]") } else { ("(", ")") };
    if !vm.enter_repr(&args[0]) {
        return Ok(Value::from(format!("{open}...{close}")));
    }
    let mut texts = vec![];
    let mut failed = None;
    for item in items(vm, &args[0]) {
        match vm.repr_text(&item) {
            Ok(text) => texts.push(text),
            Err(raised) => {
                failed = Some(raised);
                break;
            }
        }
    }
    vm.leave_repr(&args[0]);
    if let Some(raised) = failed {
        return Err(raised);
    }
    let comma = if !is_list && texts.len() == 1 { "," } else { "" };
    Ok(Value::from(format!("{open}{}{comma}{close}", texts.join(", "))))
}

fn compare(vm: &mut Vm, args: &[Value], operator: Comparison) -> Result {
    let same_kind = args[0].kind() == args[1].kind();
    if !same_kind {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let (a, b) = (items(vm, &args[0]), items(vm, &args[1]));
    let quick = matches!(operator, Comparison::Eq | Comparison::Ne) && a.len() != b.len();
    if quick {
        return Ok(Value::bool(operator == Comparison::Ne));
    }
    for (x, y) in a.iter().zip(&b) {
        if !vm.equal(x, y)? {
            return match operator {
                Comparison::Eq => Ok(Value::FALSE),
                Comparison::Ne => Ok(Value::TRUE),
                _ => vm.compare(operator, x, y),
            };
        }
    }
    Ok(Value::bool(operator.holds(a.len().cmp(&b.len()))))
}

fn equal(vm: &mut Vm, args: &[Value]) -> Result {
    compare(vm, args, Comparison::Eq)
}
fn not_equal(vm: &mut Vm, args: &[Value]) -> Result {
    compare(vm, args, Comparison::Ne)
}
fn less(vm: &mut Vm, args: &[Value]) -> Result {
    compare(vm, args, Comparison::Lt)
}
fn less_equal(vm: &mut Vm, args: &[Value]) -> Result {
    compare(vm, args, Comparison::Le)
}
fn greater(vm: &mut Vm, args: &[Value]) -> Result {
    compare(vm, args, Comparison::Gt)
}
fn greater_equal(vm: &mut Vm, args: &[Value]) -> Result {
    compare(vm, args, Comparison::Ge)
}

fn index(vm: &mut Vm, args: &[Value]) -> Result {
    let all = items(vm, &args[0]);
    let bound = |n: i64| (if n < 0 { (n + all.len() as i64).max(0) } else { n }) as usize;
    let (start, stop) = (bound(vm.index_clamped(&args[2])?), bound(vm.index_clamped(&args[3])?));
    for (place, item) in all.iter().enumerate().take(stop).skip(start) {
        if vm.equal(item, &args[1])? {
            return Ok(Value::from_usize(place));
        }
    }
    if args[0].as_ref::<List>().is_some() {
        let shown = vm.repr_text(&args[1])?;
        return Err(vm.value_error(format!("{shown} is not in list")));
    }
    Err(vm.value_error("tuple.index(x): x not in tuple"))
}

fn count(vm: &mut Vm, args: &[Value]) -> Result {
    let mut found = 0;
    for item in items(vm, &args[0]) {
        found += vm.equal(&item, &args[1])? as usize;
    }
    Ok(Value::from_usize(found))
}

// ---- list -----------------------------------------------------------------------------------------

fn list_new(vm: &mut Vm, args: &[Value]) -> Result {
    vm.new_object(&args[0], List::default())
}

fn list_init(vm: &mut Vm, args: &[Value]) -> Result {
    let list = as_list(vm, &args[0])?;
    let gathered = if args[1].is_unbound() { vec![] } else { vm.collect(&args[1])? };
    drop(vm.list_replace_all(&list, gathered));
    Ok(Value::NONE)
}

fn append(vm: &mut Vm, args: &[Value]) -> Result {
    let list = as_list(vm, &args[0])?;
    vm.list_push(&list, args[1].clone());
    Ok(Value::NONE)
}

fn extend(vm: &mut Vm, args: &[Value]) -> Result {
    let list = as_list(vm, &args[0])?;
    let gathered = vm.collect(&args[1])?;
    let end = list.get(&vm.heap).0.len();
    vm.list_splice(&list, end..end, gathered);
    Ok(Value::NONE)
}

fn insert(vm: &mut Vm, args: &[Value]) -> Result {
    let list = as_list(vm, &args[0])?;
    let length = list.get(&vm.heap).0.len() as i64;
    let index = vm.index_clamped(&args[1])?;
    let place = if index < 0 { (index + length).max(0) } else { index.min(length) };
    vm.list_insert(&list, place as usize, args[2].clone());
    Ok(Value::NONE)
}

fn pop(vm: &mut Vm, args: &[Value]) -> Result {
    let list = as_list(vm, &args[0])?;
    let length = list.get(&vm.heap).0.len() as i64;
    if length == 0 {
        return Err(vm.index_error("pop from empty list"));
    }
    let index = vm.index(&args[1])?;
    let place = if index < 0 { index + length } else { index };
    if !(0..length).contains(&place) {
        return Err(vm.index_error("pop index out of range"));
    }
    Ok(vm.list_remove(&list, place as usize))
}

fn remove(vm: &mut Vm, args: &[Value]) -> Result {
    let list = as_list(vm, &args[0])?;
    let mut place = 0;
    while let Some(item) = list.get(&vm.heap).0.get(place).cloned() {
        if vm.equal(&item, &args[1])? {
            drop(vm.list_remove(&list, place));
            return Ok(Value::NONE);
        }
        place += 1;
    }
    Err(vm.value_error("list.remove(x): x not in list"))
}

fn clear(vm: &mut Vm, args: &[Value]) -> Result {
    let list = as_list(vm, &args[0])?;
    drop(vm.list_replace_all(&list, vec![]));
    Ok(Value::NONE)
}

fn copy(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(Value::list(items(vm, &args[0])))
}

fn reverse(vm: &mut Vm, args: &[Value]) -> Result {
    let list = as_list(vm, &args[0])?;
    let reversed = items(vm, &args[0]).into_iter().rev().collect();
    drop(vm.list_replace_all(&list, reversed));
    Ok(Value::NONE)
}

fn sort(vm: &mut Vm, args: &[Value]) -> Result {
    let list = as_list(vm, &args[0])?;
    let reverse = vm.truth(&args[2])?;
    let taken = vm.list_replace_all(&list, vec![]);
    let sorted = sort_values(vm, taken, &args[1], reverse);
    let modified = !list.get(&vm.heap).0.is_empty();
    let (values, result) = match sorted {
        Ok(values) => (values, Ok(Value::NONE)),
        Err(values) => (values, Err(vm::Raised)),
    };
    drop(vm.list_replace_all(&list, values));
    if modified && result.is_ok() {
        return Err(vm.value_error("list modified during sort"));
    }
    result
}

/// Sorts stably. Err gives the values back in some order, an exception pending.
pub(crate) fn sort_values(
    vm: &mut Vm,
    values: Vec<Value>,
    key: &Value,
    reverse: bool,
) -> std::result::Result<Vec<Value>, Vec<Value>> {
    let mut pairs = Vec::with_capacity(values.len());
    for value in &values {
        let key = if key.is_none() {
            value.clone()
        } else {
            match vm.call(key, std::slice::from_ref(value)) {
                Ok(key) => key,
                Err(_) => return Err(values),
            }
        };
        pairs.push((key, value.clone()));
    }
    if reverse {
        pairs.reverse();
    }
    let all_small = pairs.iter().all(|(k, _)| k.is_small_int());
    if all_small {
        pairs.sort_by_key(|(k, _)| k.signed_bits());
    } else {
        match merge_sort(vm, pairs) {
            Some(sorted) => pairs = sorted,
            None => return Err(values),
        }
    }
    if reverse {
        pairs.reverse();
    }
    Ok(pairs.into_iter().map(|(_, value)| value).collect())
}

fn merge_sort(vm: &mut Vm, mut pairs: Vec<(Value, Value)>) -> Option<Vec<(Value, Value)>> {
    if pairs.len() < 2 {
        return Some(pairs);
    }
    let right = pairs.split_off(pairs.len() / 2);
    let (left, right) = (merge_sort(vm, pairs)?, merge_sort(vm, right)?);
    let mut merged = Vec::with_capacity(left.len() + right.len());
    let (mut left, mut right) = (left.into_iter().peekable(), right.into_iter().peekable());
    while let (Some(a), Some(b)) = (left.peek(), right.peek()) {
        let take_right = vm.less(&b.0, &a.0).ok()?;
        merged.extend(if take_right { right.next() } else { left.next() });
    }
    merged.extend(left);
    merged.extend(right);
    Some(merged)
}

fn list_add(vm: &mut Vm, args: &[Value]) -> Result {
    if args[1].as_ref::<List>().is_none() {
        let message = format!("can only concatenate list (not \"{}\") to list", vm.type_name(&args[1]));
        return Err(vm.type_error(message));
    }
    let mut all = items(vm, &args[0]);
    all.extend(items(vm, &args[1]));
    Ok(Value::list(all))
}

fn list_iadd(vm: &mut Vm, args: &[Value]) -> Result {
    extend(vm, args)?;
    Ok(args[0].clone())
}

fn repeated(vm: &mut Vm, args: &[Value]) -> Result<Option<Vec<Value>>> {
    let Some(count) = repeat_count(vm, &args[1])? else {
        return Ok(None);
    };
    let once = items(vm, &args[0]);
    if once.len().saturating_mul(count) > 1 << 40 {
        return Err(vm.memory_error());
    }
    Ok(Some((0..count).flat_map(|_| once.iter().cloned()).collect()))
}

fn list_mul(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(repeated(vm, args)?.map_or(Value::NOT_IMPLEMENTED, Value::list))
}

fn set_item(vm: &mut Vm, args: &[Value]) -> Result {
    let list = as_list(vm, &args[0])?;
    let length = list.get(&vm.heap).0.len();
    let Some(slice) = args[1].as_ref::<Slice>() else {
        let place = match index_of(vm, &args[1], length, "list") {
            Ok(place) => place,
            Err(_) if vm.swallow("IndexError") => {
                return Err(vm.index_error("list assignment index out of range"));
            }
            Err(raised) => return Err(raised),
        };
        vm.list_set(&list, place, args[2].clone());
        return Ok(Value::NONE);
    };
    let values = match vm.collect(&args[2]) {
        Ok(values) => values,
        Err(_) if vm.swallow("TypeError") => {
            return Err(vm.type_error("can only assign an iterable"));
        }
        Err(raised) => return Err(raised),
    };
    let (start, step, count) = vm.slice_range(slice, length)?;
    if step == 1 {
        vm.list_splice(&list, start as usize..start as usize + count, values);
        return Ok(Value::NONE);
    }
    if values.len() != count {
        let message = format!("attempt to assign sequence of size {} to extended slice of size {count}", values.len());
        return Err(vm.value_error(message));
    }
    for (n, value) in values.into_iter().enumerate() {
        vm.list_set(&list, (start + n as i64 * step) as usize, value);
    }
    Ok(Value::NONE)
}

fn delete_item(vm: &mut Vm, args: &[Value]) -> Result {
    let list = as_list(vm, &args[0])?;
    let length = list.get(&vm.heap).0.len();
    if let Some(slice) = args[1].as_ref::<Slice>() {
        let (start, step, count) = vm.slice_range(slice, length)?;
        let mut places: Vec<usize> = (0..count as i64).map(|n| (start + n * step) as usize).collect();
        places.sort_unstable();
        for place in places.into_iter().rev() {
            drop(vm.list_remove(&list, place));
        }
        return Ok(Value::NONE);
    }
    let place = index_of(vm, &args[1], length, "list")?;
    drop(vm.list_remove(&list, place));
    Ok(Value::NONE)
}

// ---- tuple ------------------------------------------------------------------------------------------

fn tuple_new(vm: &mut Vm, args: &[Value]) -> Result {
    let plain = args[0].is_same(vm.heap.class(ClassIndex::TUPLE).value());
    if args[1].is_unbound() && plain {
        return Ok(Value::tuple(vec![]));
    }
    if plain && args[1].header().is_some_and(|h| h.class() == ClassIndex::TUPLE) {
        return Ok(args[1].clone());
    }
    let gathered = if args[1].is_unbound() { vec![] } else { vm.collect(&args[1])? };
    vm.new_object(&args[0], Tuple(gathered.into()))
}

fn tuple_add(vm: &mut Vm, args: &[Value]) -> Result {
    if args[1].as_ref::<Tuple>().is_none() {
        let message = format!("can only concatenate tuple (not \"{}\") to tuple", vm.type_name(&args[1]));
        return Err(vm.type_error(message));
    }
    let mut all = items(vm, &args[0]);
    all.extend(items(vm, &args[1]));
    Ok(Value::tuple(all))
}

fn tuple_mul(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(repeated(vm, args)?.map_or(Value::NOT_IMPLEMENTED, Value::tuple))
}

/// The xxHash-based combination of the items' hashes that CPython uses.
fn tuple_hash(vm: &mut Vm, args: &[Value]) -> Result {
    const PRIME_1: u64 = 11400714785074694791;
    const PRIME_2: u64 = 14029467366897019727;
    const PRIME_5: u64 = 2870177450012600261;
    let all = items(vm, &args[0]);
    let mut hash = PRIME_5;
    for item in &all {
        let lane = vm.hash(item)? as u64;
        hash = hash.wrapping_add(lane.wrapping_mul(PRIME_2)).rotate_left(31).wrapping_mul(PRIME_1);
    }
    hash = hash.wrapping_add(all.len() as u64 ^ (PRIME_5 ^ 3527539));
    Ok(Value::from_i64(if hash == u64::MAX { 1546275796 } else { hash as i64 }))
}

// ---- range --------------------------------------------------------------------------------------------

fn range_new(vm: &mut Vm, args: &[Value]) -> Result {
    let zero = Value::int(0);
    let (start, stop) = if args[2].is_unbound() { (&zero, &args[1]) } else { (&args[1], &args[2]) };
    let (start, stop, step) = (vm.index_big(start)?, vm.index_big(stop)?, vm.index_big(&args[3])?);
    let nothing = num_bigint::BigInt::from(0);
    if step == nothing {
        return Err(vm.value_error("range() arg 3 must not be zero"));
    }
    let distance = if step > nothing { &stop - &start } else { &start - &stop };
    let width = num_bigint::BigInt::from(step.magnitude().clone());
    let length = if distance > nothing { (distance + &width - 1) / width } else { nothing };
    let range = Range {
        start: Value::big_int(start),
        stop: Value::big_int(stop),
        step: Value::big_int(step),
        length: Value::big_int(length),
    };
    Ok(Ref::new(ClassIndex::RANGE, range).into())
}

fn range_len(_: &mut Vm, args: &[Value]) -> Result {
    Ok(args[0].as_ref::<Range>().map_or(Value::int(0), |r| r.length.clone()))
}

fn range_repr(vm: &mut Vm, args: &[Value]) -> Result {
    let Some(range) = args[0].as_ref::<Range>().cloned() else {
        return Ok(Value::NONE);
    };
    let (start, stop) = (vm.repr_text(&range.start)?, vm.repr_text(&range.stop)?);
    Ok(Value::from(match range.step.as_small_int() {
        Some(1) => format!("range({start}, {stop})"),
        _ => format!("range({start}, {stop}, {})", vm.repr_text(&range.step)?),
    }))
}

fn range_get(vm: &mut Vm, args: &[Value]) -> Result {
    let Some(range) = args[0].as_ref::<Range>().cloned() else {
        return Ok(Value::NONE);
    };
    let length = vm.index(&range.length)? as usize;
    let at = match index_of(vm, &args[1], length, "range") {
        Ok(at) => at,
        Err(_) if vm.swallow("IndexError") => {
            return Err(vm.index_error("range object index out of range"));
        }
        Err(raised) => return Err(raised),
    };
    let offset = vm.binary(Binary::Mul, &range.step, &Value::from_usize(at))?;
    vm.binary(Binary::Add, &range.start, &offset)
}

// ---- iterators -----------------------------------------------------------------------------------------

fn next(vm: &mut Vm, args: &[Value]) -> Result {
    match vm.next(&args[0])? {
        Some(value) => Ok(value),
        None => Err(vm.stop_iteration(None)),
    }
}

fn enumerate_new(vm: &mut Vm, args: &[Value]) -> Result {
    let iterator = vm.iter(&args[1])?;
    let count = vm.index_value(&args[2])?;
    vm.new_object(&args[0], Cursor(Iterator::Enumerate { iterator, count }))
}

fn all_iterators(vm: &mut Vm, iterables: &Value) -> Result<Vec<Value>> {
    vm.tuple_items(iterables).to_vec().iter().map(|i| vm.iter(i)).collect()
}

fn zip_new(vm: &mut Vm, args: &[Value]) -> Result {
    let (iterators, strict) = (all_iterators(vm, &args[1])?, vm.truth(&args[2])?);
    vm.new_object(&args[0], Cursor(Iterator::Zip { iterators, strict }))
}

fn map_new(vm: &mut Vm, args: &[Value]) -> Result {
    let iterators = all_iterators(vm, &args[2])?;
    vm.new_object(&args[0], Cursor(Iterator::Map { function: args[1].clone(), iterators }))
}

fn filter_new(vm: &mut Vm, args: &[Value]) -> Result {
    let iterator = vm.iter(&args[2])?;
    vm.new_object(&args[0], Cursor(Iterator::Filter { function: args[1].clone(), iterator }))
}

fn reversed_new(vm: &mut Vm, args: &[Value]) -> Result {
    if let Some(result) = vm.call_dunder(&args[1], object::dunder::REVERSED, &[]) {
        return result;
    }
    if let Some(list) = args[1].as_ref::<List>() {
        let index = list.get(&vm.heap).0.len().wrapping_sub(1);
        let cursor = Cursor(Iterator::ListReverse { list: list.clone(), index });
        return Ok(Ref::new(ClassIndex::LIST_REVERSE_ITERATOR, cursor).into());
    }
    let index = vm.len(&args[1])? as i64 - 1;
    vm.new_object(&args[0], Cursor(Iterator::Reversed { sequence: args[1].clone(), index }))
}
