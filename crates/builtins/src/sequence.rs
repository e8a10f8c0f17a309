//! What list and tuple share: length, items, search, comparison, text.
//!
//! Items are read where they stand. Whatever may run Python holds a clone of one item, and asks for the
//! next by its place, so that a list may change meanwhile.

use object::{ClassIndex, Cursor, Iterator, Kind, List, Ref, Slice, Str, Tuple, Value};
use vm::{Comparison, Method, Result, Vm, class_method, method};

pub(crate) const SEQUENCE: &[Method] = &[
    method("__repr__", repr, "(self, /)", "Return repr(self)."),
    method("__lt__", less, "(self, value, /)", "Return self<value."),
    method("__le__", less_equal, "(self, value, /)", "Return self<=value."),
    method("__eq__", equal, "(self, value, /)", "Return self==value."),
    method("__ne__", not_equal, "(self, value, /)", "Return self!=value."),
    method("__gt__", greater, "(self, value, /)", "Return self>value."),
    method("__ge__", greater_equal, "(self, value, /)", "Return self>=value."),
    method("__iter__", iter, "(self, /)", "Implement iter(self)."),
    method("__len__", len, "(self, /)", "Return len(self)."),
    method("__getitem__", get_item, "(self, key, /)", "Return self[key]."),
    method("__contains__", contains, "(self, key, /)", "Return bool(key in self)."),
    method(
        "index",
        index,
        "(self, value, start=0, stop=9223372036854775807, /)",
        "Return first index of value.\n\nRaises ValueError if the value is not present.",
    ),
    method("count", count, "(self, value, /)", "Return number of occurrences of value."),
    class_method("__class_getitem__", class_item, "(type, object, /)", "See PEP 585"),
];

/// The items of a list or a tuple, as they stand.
#[inline]
pub(crate) fn items<'a>(vm: &'a Vm, value: &'a Value) -> &'a [Value] {
    match value.as_ref::<List>() {
        Some(list) => &list.get(&vm.heap).0,
        None => value.as_ref::<Tuple>().map_or(&[], |tuple| &tuple.0),
    }
}

/// `list[int]`
pub(crate) fn class_item(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(vm.generic_alias(args[0].clone(), &args[1]))
}

/// How often a sequence is repeated; None where the factor is no integer.
pub(crate) fn repeat_count(vm: &mut Vm, factor: &Value) -> Result<Option<usize>> {
    if !vm.has_index(factor) {
        return Ok(None);
    }
    Ok(Some(vm.index(factor)?.max(0) as usize))
}

/// The items of a sequence, so many times.
pub(crate) fn repeated(vm: &mut Vm, value: &Value, count: usize) -> Result<Vec<Value>> {
    let length = items(vm, value).len();
    vm.check_room(length.saturating_mul(count).saturating_mul(size_of::<Value>()))?;
    let once = items(vm, value);
    if let [one] = once {
        return Ok(vec![one.clone(); count]);
    }
    let mut all = Vec::with_capacity(length * count);
    (0..count).for_each(|_| all.extend_from_slice(once));
    Ok(all)
}

/// An index as a sequence takes it; TypeError for what is none.
pub(crate) fn index_in(vm: &mut Vm, key: &Value, what: &str) -> Result<i64> {
    if let Some(n) = key.as_small_int() {
        return Ok(n);
    }
    if !vm.has_index(key) {
        let name = vm.type_name(key);
        return Err(vm.type_error(match what {
            "string" => format!("string indices must be integers, not '{name}'"),
            _ => format!("{what} indices must be integers or slices, not {name}"),
        }));
    }
    vm.index_or(key, "IndexError")
}

/// The place that an index means in a sequence of this length.
#[inline]
pub(crate) fn place_of(index: i64, length: usize) -> Option<usize> {
    let place = if index < 0 { index + length as i64 } else { index };
    (0..length as i64).contains(&place).then_some(place as usize)
}

/// A place in a sequence; IndexError beyond its ends.
pub(crate) fn index_of(vm: &mut Vm, key: &Value, length: usize, what: &str) -> Result<usize> {
    let index = index_in(vm, key, what)?;
    place_of(index, length).ok_or_else(|| vm.index_error(format!("{what} index out of range")))
}

fn what(value: &Value) -> &'static str {
    if value.kind() == Some(Kind::List) { "list" } else { "tuple" }
}

fn len(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(Value::from_usize(items(vm, &args[0]).len()))
}

fn get_item(vm: &mut Vm, args: &[Value]) -> Result {
    if let Some(slice) = args[1].as_ref::<Slice>() {
        return get_slice(vm, &args[0], slice);
    }
    let index = index_in(vm, &args[1], what(&args[0]))?;
    let all = items(vm, &args[0]);
    match place_of(index, all.len()) {
        Some(place) => Ok(all[place].clone()),
        None => Err(vm.index_error(format!("{} index out of range", what(&args[0])))),
    }
}

fn get_slice(vm: &mut Vm, value: &Value, slice: &Ref<Slice>) -> Result {
    let bounds = vm.slice_bounds(slice)?;
    let all = items(vm, value);
    let (start, step, count) = bounds.within(all.len());
    let is_list = value.kind() == Some(Kind::List);
    if !is_list && count == all.len() && step == 1 && vm.heap.class_index_of(value) == ClassIndex::TUPLE {
        vm.copied(value, value);
        return Ok(value.clone());
    }
    let part: Vec<Value> = match step {
        1 => all[start as usize..start as usize + count].to_vec(),
        _ => (0..count as i64).map(|n| all[(start + n * step) as usize].clone()).collect(),
    };
    let part = if is_list { Value::list(part) } else { Value::tuple(part) };
    vm.copied(value, &part);
    Ok(part)
}

pub(crate) fn iter(vm: &mut Vm, args: &[Value]) -> Result {
    if let Some(iterator) = vm.plain_iterator(&args[0]) {
        return Ok(iterator);
    }
    if let Some(list) = args[0].as_ref::<List>() {
        let cursor = Cursor(Iterator::List { list: list.clone(), index: 0 });
        return Ok(Ref::new(ClassIndex::LIST_ITERATOR, cursor).into());
    }
    match args[0].as_ref::<Tuple>() {
        Some(tuple) => {
            let cursor = Cursor(Iterator::Tuple { tuple: tuple.clone(), index: 0 });
            Ok(Ref::new(ClassIndex::TUPLE_ITERATOR, cursor).into())
        }
        None => Err(vm.type_error("a sequence is needed here")),
    }
}

// ---- search ---------------------------------------------------------------------------------------

/// The first place from `start` on, before `stop`, whose item equals `wanted`.
pub(crate) fn find(vm: &mut Vm, sequence: &Value, wanted: &Value, start: usize, stop: usize) -> Result<Option<usize>> {
    let mut at = start;
    while let Some((place, candidate)) = candidate(vm, sequence, wanted, at, stop) {
        match candidate {
            None => return Ok(Some(place)),
            Some(item) if vm.equal(&item, wanted)? => return Ok(Some(place)),
            Some(_) => at = place + 1,
        }
    }
    Ok(None)
}

/// The next item that may equal `wanted`: with its place, and itself unless it is the same object.
fn candidate(vm: &Vm, sequence: &Value, wanted: &Value, start: usize, stop: usize) -> Option<(usize, Option<Value>)> {
    let all = items(vm, sequence);
    let stop = stop.min(all.len());
    let text = wanted.as_ref::<Str>().filter(|s| !s.header().is_extended());
    for (place, item) in all.get(start..stop)?.iter().enumerate() {
        if item.is_same(wanted) {
            return Some((start + place, None));
        }
        if Value::both_small_ints(item, wanted) {
            continue;
        }
        if let (Some(text), Some(other)) = (text, item.as_ref::<Str>())
            && !other.header().is_extended()
        {
            if text.bytes() == other.bytes() {
                return Some((start + place, None));
            }
            continue;
        }
        return Some((start + place, Some(item.clone())));
    }
    None
}

fn contains(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(Value::bool(find(vm, &args[0], &args[1], 0, usize::MAX)?.is_some()))
}

fn bound_index(vm: &mut Vm, value: &Value) -> Result<i64> {
    if !vm.has_index(value) {
        return Err(vm.type_error("slice indices must be integers or have an __index__ method"));
    }
    vm.index_clamped(value)
}

fn index(vm: &mut Vm, args: &[Value]) -> Result {
    let (start, stop) = (bound_index(vm, &args[2])?, bound_index(vm, &args[3])?);
    let length = items(vm, &args[0]).len() as i64;
    let bound = |n: i64| (if n < 0 { n.saturating_add(length).max(0) } else { n }) as usize;
    match find(vm, &args[0], &args[1], bound(start), bound(stop))? {
        Some(place) => Ok(Value::from_usize(place)),
        None if args[0].kind() == Some(Kind::List) => {
            let shown = vm.repr_text(&args[1])?;
            Err(vm.value_error(format!("{shown} is not in list")))
        }
        None => Err(vm.value_error("tuple.index(x): x not in tuple")),
    }
}

fn count(vm: &mut Vm, args: &[Value]) -> Result {
    let (mut found, mut at) = (0, 0);
    while let Some(place) = find(vm, &args[0], &args[1], at, usize::MAX)? {
        found += 1;
        at = place + 1;
    }
    Ok(Value::int(found))
}

// ---- text -----------------------------------------------------------------------------------------

fn repr(vm: &mut Vm, args: &[Value]) -> Result {
    let (open, close) = if args[0].kind() == Some(Kind::List) { ("[", "]") } else { ("(", ")") };
    if !vm.enter_repr(&args[0]) {
        return Ok(Value::from(format!("{open}...{close}")));
    }
    let mut out = open.as_bytes().to_vec();
    let result = repr_items(vm, &args[0], &mut out);
    vm.leave_repr(&args[0]);
    if result? == 1 && close == ")" {
        out.push(b',');
    }
    out.extend_from_slice(close.as_bytes());
    Ok(Ref::from_wtf8(out).into())
}

/// Appends the items with commas; how many there were.
fn repr_items(vm: &mut Vm, sequence: &Value, out: &mut Vec<u8>) -> Result<usize> {
    let mut at = 0;
    while let Some(item) = items(vm, sequence).get(at).cloned() {
        if at > 0 {
            out.extend_from_slice(b", ");
        }
        append_repr(vm, &item, out)?;
        at += 1;
    }
    Ok(at)
}

/// Appends the `repr` of a value.
pub(crate) fn append_repr(vm: &mut Vm, value: &Value, out: &mut Vec<u8>) -> Result<()> {
    match value.as_small_int() {
        Some(n) => out.extend_from_slice(n.to_string().as_bytes()),
        None => out.extend_from_slice(vm.repr(value)?.bytes()),
    }
    Ok(())
}

// ---- comparison -----------------------------------------------------------------------------------

/// The first place where two sequences differ, with both items; None where one begins with the other.
fn difference(vm: &mut Vm, a: &Value, b: &Value) -> Result<Option<(Value, Value)>> {
    let mut at = 0;
    loop {
        let (Some(x), Some(y)) = (items(vm, a).get(at), items(vm, b).get(at)) else {
            return Ok(None);
        };
        if !x.is_same(y) {
            let (x, y) = (x.clone(), y.clone());
            if !vm.equal(&x, &y)? {
                return Ok(Some((x, y)));
            }
        }
        at += 1;
    }
}

fn compare(vm: &mut Vm, args: &[Value], operator: Comparison) -> Result {
    let (a, b) = (&args[0], &args[1]);
    if a.kind() != b.kind() {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let for_equality = matches!(operator, Comparison::Eq | Comparison::Ne);
    if for_equality && a.kind() == Some(Kind::List) && items(vm, a).len() != items(vm, b).len() {
        return Ok(Value::bool(operator == Comparison::Ne));
    }
    match difference(vm, a, b)? {
        Some(_) if for_equality => Ok(Value::bool(operator == Comparison::Ne)),
        Some((x, y)) => vm.compare(operator, &x, &y),
        None => Ok(Value::bool(operator.holds(items(vm, a).len().cmp(&items(vm, b).len())))),
    }
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
