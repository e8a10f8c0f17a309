//! set and frozenset: in CPython's ways, so that members come out in its order.

use object::{ClassIndex, Cursor, Dict, Iterator, Kind, Ref, Set, Value};
use vm::{Comparison, Method, Result, Vm, class_method, method};

use crate::sequence::{append_repr, class_item};
use crate::tuple::items_of;

const SHARED: &[Method] = &[
    method("__repr__", repr, "(self, /)", "Return repr(self)."),
    method("__lt__", less, "(self, value, /)", "Return self<value."),
    method("__le__", less_equal, "(self, value, /)", "Return self<=value."),
    method("__eq__", equal, "(self, value, /)", "Return self==value."),
    method("__ne__", not_equal, "(self, value, /)", "Return self!=value."),
    method("__gt__", greater, "(self, value, /)", "Return self>value."),
    method("__ge__", greater_equal, "(self, value, /)", "Return self>=value."),
    method("__iter__", iter, "(self, /)", "Implement iter(self)."),
    method("__sub__", sub, "(self, value, /)", "Return self-value."),
    method("__rsub__", rsub, "(self, value, /)", "Return value-self."),
    method("__and__", and, "(self, value, /)", "Return self&value."),
    method("__rand__", rand, "(self, value, /)", "Return value&self."),
    method("__xor__", xor, "(self, value, /)", "Return self^value."),
    method("__rxor__", rxor, "(self, value, /)", "Return value^self."),
    method("__or__", or, "(self, value, /)", "Return self|value."),
    method("__ror__", ror, "(self, value, /)", "Return value|self."),
    method("__len__", len, "(self, /)", "Return len(self)."),
    method("__contains__", contains, "(self, object, /)", "x.__contains__(y) <==> y in x."),
    method("__reduce__", reduce, "(self, /)", "Return state information for pickling."),
    method("__sizeof__", size_of, "(self, /)", "S.__sizeof__() -> size of S in memory, in bytes."),
    method("copy", copy, "(self, /)", "Return a shallow copy of a set."),
    method(
        "difference",
        difference_method,
        "(self, /, *others)",
        "Return a new set with elements in the set that are not in the others.",
    ),
    method(
        "intersection",
        intersection_method,
        "(self, /, *others)",
        "Return a new set with elements common to the set and all others.",
    ),
    method("isdisjoint", is_disjoint, "(self, other, /)", "Return True if two sets have a null intersection."),
    method("issubset", is_subset, "(self, other, /)", "Report whether another set contains this set."),
    method("issuperset", is_superset, "(self, other, /)", "Report whether this set contains another set."),
    method(
        "symmetric_difference",
        symmetric_difference,
        "(self, other, /)",
        "Return a new set with elements in either the set or other but not both.",
    ),
    method("union", union, "(self, /, *others)", "Return a new set with elements from the set and all others."),
    class_method("__class_getitem__", class_item, "(type, object, /)", "See PEP 585"),
];

const SET: &[Method] = &[
    method(
        "__new__",
        set_new,
        "(cls, /, *args, **kwargs)",
        "Create and return a new object.  See help(type) for accurate signature.",
    ),
    method(
        "__init__",
        set_init,
        "(self, iterable=<unrepresentable>, /)",
        "Initialize self.  See help(type(self)) for accurate signature.",
    ),
    method("__isub__", isub, "(self, value, /)", "Return self-=value."),
    method("__iand__", iand, "(self, value, /)", "Return self&=value."),
    method("__ixor__", ixor, "(self, value, /)", "Return self^=value."),
    method("__ior__", ior, "(self, value, /)", "Return self|=value."),
    method(
        "add",
        add,
        "(self, object, /)",
        "Add an element to a set.\n\nThis has no effect if the element is already present.",
    ),
    method("clear", clear, "(self, /)", "Remove all elements from this set."),
    method(
        "discard",
        discard,
        "(self, object, /)",
        "Remove an element from a set if it is a member.\n\nUnlike set.remove(), the discard() method does not raise\nan exception when an element is missing from the set.",
    ),
    method(
        "difference_update",
        difference_update,
        "(self, /, *others)",
        "Update the set, removing elements found in others.",
    ),
    method(
        "intersection_update",
        intersection_update,
        "(self, /, *others)",
        "Update the set, keeping only elements found in it and all others.",
    ),
    method(
        "pop",
        pop,
        "(self, /)",
        "Remove and return an arbitrary set element.\n\nRaises KeyError if the set is empty.",
    ),
    method(
        "remove",
        remove,
        "(self, object, /)",
        "Remove an element from a set; it must be a member.\n\nIf the element is not a member, raise a KeyError.",
    ),
    method(
        "symmetric_difference_update",
        toggle,
        "(self, other, /)",
        "Update the set, keeping only elements found in either set, but not in both.",
    ),
    method("update", update, "(self, /, *others)", "Update the set, adding elements from all others."),
];

const FROZEN: &[Method] = &[
    method(
        "__new__",
        frozen_new,
        "(cls, iterable=<unrepresentable>, /)",
        "Create and return a new object.  See help(type) for accurate signature.",
    ),
    method("__hash__", frozen_hash, "(self, /)", "Return hash(self)."),
];

pub fn install(vm: &mut Vm) {
    vm.fill_class(ClassIndex::SET, &[SET, SHARED].concat(), &[]);
    vm.fill_class(ClassIndex::FROZENSET, &[FROZEN, SHARED].concat(), &[]);
    for class in [ClassIndex::SET, ClassIndex::FROZENSET] {
        let value = vm.heap.class(class).to_value();
        vm.set_builtin(object::Heap::builtin_class_name(class), value);
    }
}

fn own(vm: &mut Vm, value: &Value) -> Result<Ref<Set>> {
    match value.as_ref::<Set>() {
        Some(set) => Ok(set.clone()),
        None => Err(vm.type_error("a set is needed here")),
    }
}

fn size(vm: &Vm, set: &Ref<Set>) -> usize {
    set.get(&vm.heap).len()
}

/// set or frozenset: what the operations on an object of either or of a subclass give.
fn base_class(vm: &Vm, value: &Value) -> ClassIndex {
    if vm.is_instance(value, ClassIndex::FROZENSET) { ClassIndex::FROZENSET } else { ClassIndex::SET }
}

fn is_plain_frozen(vm: &Vm, value: &Value) -> bool {
    vm.heap.class_index_of(value) == ClassIndex::FROZENSET
}

// ---- walking and filling ----------------------------------------------------------------------------

/// Calls `each` with the hash and the member at every place; the set may change meanwhile.
fn walk(vm: &mut Vm, set: &Ref<Set>, mut each: impl FnMut(&mut Vm, i64, Value) -> Result<bool>) -> Result<()> {
    let mut place = 0;
    while let Some(entry) = set.get(&vm.heap).table().get(place) {
        place += 1;
        if entry.key.is_unbound() {
            continue;
        }
        let (hash, key) = (entry.hash, entry.key.clone());
        if !each(vm, hash, key)? {
            break;
        }
    }
    Ok(())
}

/// Calls `each` with the hash and the item of everything that an iterable gives; false ends it.
fn walk_any(vm: &mut Vm, source: &Value, mut each: impl FnMut(&mut Vm, i64, Value) -> Result<bool>) -> Result<()> {
    if let Some(set) = source.as_ref::<Set>() {
        return walk(vm, &set.clone(), each);
    }
    let iterator = vm.iter(source)?;
    vm.each(&iterator, |vm, item| {
        let hash = vm.hash(&item)?;
        each(vm, hash, item)
    })
}

/// A new set of what an iterable gives.
pub(crate) fn gather(vm: &mut Vm, class: ClassIndex, source: &Value) -> Result<Ref<Set>> {
    let result = Ref::new(class, Set::new());
    add_all(vm, &result, source)?;
    Ok(result)
}

/// Adds what an iterable gives.
pub(crate) fn add_all(vm: &mut Vm, set: &Ref<Set>, source: &Value) -> Result<()> {
    if let Some(other) = source.as_ref::<Set>() {
        return merge(vm, set, &other.clone());
    }
    if let Some(dict) = source.as_ref::<Dict>()
        && dict.header().class() == ClassIndex::DICT
    {
        return merge_keys(vm, set, &dict.clone());
    }
    let iterator = vm.iter(source)?;
    vm.each(&iterator, |vm, item| vm.set_add(set, item).map(|_| true))
}

fn merge(vm: &mut Vm, set: &Ref<Set>, other: &Ref<Set>) -> Result<()> {
    if set.is_same(other) || other.get(&vm.heap).is_empty() {
        return Ok(());
    }
    if let Some(merged) = set.get(&vm.heap).merged_if_fresh(other.get(&vm.heap)) {
        vm.set_replace(set, merged);
        return Ok(());
    }
    let more = size(vm, other);
    vm.set_reserve(set, more);
    walk(vm, other, |vm, hash, key| vm.set_add_hashed(set, hash, key).map(|_| true))
}

fn merge_keys(vm: &mut Vm, set: &Ref<Set>, dict: &Ref<Dict>) -> Result<()> {
    if set.get(&vm.heap).is_fresh() {
        let keys = crate::dict::key_set(vm, dict);
        vm.set_replace(set, keys);
        return Ok(());
    }
    let length = dict.get(&vm.heap).len();
    vm.set_reserve(set, length);
    let mut number = 0;
    while let Some(entry) = dict.get(&vm.heap).slots().get(number) {
        number += 1;
        if !entry.key.is_unbound() {
            let (hash, key) = (entry.hash, entry.key.clone());
            vm.set_add_hashed(set, hash, key)?;
        }
    }
    Ok(())
}

/// Removes what an iterable gives.
pub(crate) fn remove_all(vm: &mut Vm, set: &Ref<Set>, source: &Value) -> Result<()> {
    if source.is_same(set.value()) {
        vm.set_clear(set);
        return Ok(());
    }
    let smaller = match source.as_ref::<Set>() {
        Some(other) if size(vm, other) >> 3 > size(vm, set) => Some(intersection(vm, set, source)?),
        _ => None,
    };
    let source = smaller.as_ref().map_or(source, |s| s.value());
    walk_any(vm, source, |vm, hash, key| vm.set_discard_hashed(set, hash, &key).map(|_| true))?;
    vm.set_tidy(set);
    Ok(())
}

/// Adds what an iterable gives and the set has not; removes what both have.
pub(crate) fn toggle_all(vm: &mut Vm, set: &Ref<Set>, source: &Value) -> Result<()> {
    if source.is_same(set.value()) {
        vm.set_clear(set);
        return Ok(());
    }
    let once = match source.kind() {
        Some(Kind::Set | Kind::Dict) => source.clone(),
        _ => gather(vm, ClassIndex::SET, source)?.into(),
    };
    walk_any(vm, &once, |vm, hash, key| {
        if !vm.set_discard_hashed(set, hash, &key)? {
            vm.set_add_hashed(set, hash, key)?;
        }
        Ok(true)
    })
}

/// A new set of the members that an iterable gives, too.
pub(crate) fn intersection(vm: &mut Vm, set: &Ref<Set>, other: &Value) -> Result<Ref<Set>> {
    let class = base_class(vm, set.value());
    if other.is_same(set.value()) {
        return copied(vm, set, class);
    }
    let result = Ref::new(class, Set::new());
    let (mut kept, mut walked) = (set.clone(), other.clone());
    if let Some(other) = other.as_ref::<Set>()
        && size(vm, other) > size(vm, set)
    {
        (kept, walked) = (other.clone(), set.to_value());
    }
    walk_any(vm, &walked, |vm, hash, key| {
        if vm.set_find(&kept, hash, &key)?.is_some() {
            vm.set_add_hashed(&result, hash, key)?;
        }
        Ok(true)
    })?;
    Ok(result)
}

fn copied(vm: &mut Vm, set: &Ref<Set>, class: ClassIndex) -> Result<Ref<Set>> {
    gather(vm, class, set.value())
}

/// A new set of the members that an iterable does not give.
fn difference(vm: &mut Vm, set: &Ref<Set>, other: &Value) -> Result<Ref<Set>> {
    let class = base_class(vm, set.value());
    let other_size = match other.kind() {
        Some(Kind::Set | Kind::Dict) => Some(vm.len(other)?),
        _ => None,
    };
    if other_size.is_none_or(|other| size(vm, set) >> 2 > other) {
        let result = copied(vm, set, class)?;
        remove_all(vm, &result, other)?;
        return Ok(result);
    }
    let result = Ref::new(class, Set::new());
    walk(vm, set, |vm, hash, key| {
        let found = match (other.as_ref::<Set>(), other.as_ref::<Dict>()) {
            (Some(other), _) => vm.set_find(other, hash, &key)?.is_some(),
            (_, Some(other)) => vm.dict_find(other, hash, &key)?.is_some(),
            _ => false,
        };
        if !found {
            vm.set_add_hashed(&result, hash, key)?;
        }
        Ok(true)
    })?;
    Ok(result)
}

// ---- making one ---------------------------------------------------------------------------------------

fn set_new(vm: &mut Vm, args: &[Value]) -> Result {
    vm.new_object(&args[0], Set::new())
}

fn set_init(vm: &mut Vm, args: &[Value]) -> Result {
    let set = own(vm, &args[0])?;
    if !set.get(&vm.heap).is_fresh() {
        vm.set_clear(&set);
    }
    if !args[1].is_unbound() {
        let origins = vm.origins(&args[1]);
        add_all(vm, &set, &args[1])?;
        vm.copied_from(origins, &args[0]);
    }
    Ok(Value::NONE)
}

fn frozen_new(vm: &mut Vm, args: &[Value]) -> Result {
    let plain = args[0].is_same(vm.heap.class(ClassIndex::FROZENSET).value());
    if plain && is_plain_frozen(vm, &args[1]) {
        vm.copied(&args[1], &args[1]);
        return Ok(args[1].clone());
    }
    let made = vm.new_object(&args[0], Set::new())?;
    if !args[1].is_unbound() {
        let set = own(vm, &made)?;
        let origins = vm.origins(&args[1]);
        add_all(vm, &set, &args[1])?;
        vm.copied_from(origins, &made);
    }
    Ok(made)
}

fn copy(vm: &mut Vm, args: &[Value]) -> Result {
    if is_plain_frozen(vm, &args[0]) {
        vm.copied(&args[0], &args[0]);
        return Ok(args[0].clone());
    }
    let (set, class) = (own(vm, &args[0])?, base_class(vm, &args[0]));
    let copy: Value = copied(vm, &set, class)?.into();
    vm.copied(&args[0], &copy);
    Ok(copy)
}

// ---- algebra --------------------------------------------------------------------------------------------

fn both(vm: &mut Vm, a: &Value, b: &Value, combine: fn(&mut Vm, &Ref<Set>, &Value) -> Result<Ref<Set>>) -> Result {
    match (a.as_ref::<Set>().cloned(), b.as_ref::<Set>()) {
        (Some(set), Some(_)) => Ok(combine(vm, &set, b)?.into()),
        _ => Ok(Value::NOT_IMPLEMENTED),
    }
}

fn united(vm: &mut Vm, set: &Ref<Set>, other: &Value) -> Result<Ref<Set>> {
    let class = base_class(vm, set.value());
    let result = copied(vm, set, class)?;
    add_all(vm, &result, other)?;
    Ok(result)
}

/// What either has alone, laid out on the other one's copy as CPython does.
fn differing(vm: &mut Vm, set: &Ref<Set>, other: &Value) -> Result<Ref<Set>> {
    let class = base_class(vm, set.value());
    let result = gather(vm, class, other)?;
    toggle_all(vm, &result, set.value())?;
    Ok(result)
}

fn or(vm: &mut Vm, args: &[Value]) -> Result {
    both(vm, &args[0], &args[1], united)
}
fn ror(vm: &mut Vm, args: &[Value]) -> Result {
    both(vm, &args[1], &args[0], united)
}
fn and(vm: &mut Vm, args: &[Value]) -> Result {
    both(vm, &args[0], &args[1], intersection)
}
fn rand(vm: &mut Vm, args: &[Value]) -> Result {
    both(vm, &args[1], &args[0], intersection)
}
fn sub(vm: &mut Vm, args: &[Value]) -> Result {
    both(vm, &args[0], &args[1], difference)
}
fn rsub(vm: &mut Vm, args: &[Value]) -> Result {
    both(vm, &args[1], &args[0], difference)
}
fn xor(vm: &mut Vm, args: &[Value]) -> Result {
    both(vm, &args[0], &args[1], differing)
}
fn rxor(vm: &mut Vm, args: &[Value]) -> Result {
    both(vm, &args[1], &args[0], differing)
}

fn union(vm: &mut Vm, args: &[Value]) -> Result {
    let (set, class) = (own(vm, &args[0])?, base_class(vm, &args[0]));
    let result = copied(vm, &set, class)?;
    for other in items_of(&args[1]) {
        add_all(vm, &result, other)?;
    }
    Ok(result.into())
}

fn intersection_method(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(intersected(vm, args)?.into())
}

fn intersected(vm: &mut Vm, args: &[Value]) -> Result<Ref<Set>> {
    let mut result = own(vm, &args[0])?;
    let others = items_of(&args[1]);
    if others.is_empty() {
        let class = base_class(vm, &args[0]);
        return copied(vm, &result, class);
    }
    for other in others {
        result = intersection(vm, &result, other)?;
    }
    Ok(result)
}

fn difference_method(vm: &mut Vm, args: &[Value]) -> Result {
    let (set, class) = (own(vm, &args[0])?, base_class(vm, &args[0]));
    let [first, more @ ..] = items_of(&args[1]) else {
        return Ok(copied(vm, &set, class)?.into());
    };
    let result = difference(vm, &set, first)?;
    for other in more {
        remove_all(vm, &result, other)?;
    }
    Ok(result.into())
}

fn symmetric_difference(vm: &mut Vm, args: &[Value]) -> Result {
    let set = own(vm, &args[0])?;
    Ok(differing(vm, &set, &args[1])?.into())
}

// ---- in place -----------------------------------------------------------------------------------------

fn in_place(vm: &mut Vm, args: &[Value], change: fn(&mut Vm, &Ref<Set>, &Value) -> Result<()>) -> Result {
    let set = own(vm, &args[0])?;
    if args[1].as_ref::<Set>().is_none() {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    change(vm, &set, &args[1])?;
    Ok(args[0].clone())
}

fn keep_common(vm: &mut Vm, set: &Ref<Set>, other: &Value) -> Result<()> {
    let common = intersection(vm, set, other)?;
    let members = common.get_mut(&mut vm.heap).take();
    vm.set_replace(set, members);
    Ok(())
}

fn ior(vm: &mut Vm, args: &[Value]) -> Result {
    in_place(vm, args, add_all)
}
fn iand(vm: &mut Vm, args: &[Value]) -> Result {
    in_place(vm, args, keep_common)
}
fn isub(vm: &mut Vm, args: &[Value]) -> Result {
    in_place(vm, args, remove_all)
}
fn ixor(vm: &mut Vm, args: &[Value]) -> Result {
    in_place(vm, args, toggle_all)
}

fn update(vm: &mut Vm, args: &[Value]) -> Result {
    let set = own(vm, &args[0])?;
    for other in items_of(&args[1]) {
        add_all(vm, &set, other)?;
    }
    Ok(Value::NONE)
}

fn intersection_update(vm: &mut Vm, args: &[Value]) -> Result {
    let set = own(vm, &args[0])?;
    let common = intersected(vm, args)?;
    let members = common.get_mut(&mut vm.heap).take();
    vm.set_replace(&set, members);
    Ok(Value::NONE)
}

fn difference_update(vm: &mut Vm, args: &[Value]) -> Result {
    let set = own(vm, &args[0])?;
    for other in items_of(&args[1]) {
        remove_all(vm, &set, other)?;
    }
    Ok(Value::NONE)
}

fn toggle(vm: &mut Vm, args: &[Value]) -> Result {
    let set = own(vm, &args[0])?;
    toggle_all(vm, &set, &args[1])?;
    Ok(Value::NONE)
}

// ---- members --------------------------------------------------------------------------------------------

fn add(vm: &mut Vm, args: &[Value]) -> Result {
    let set = own(vm, &args[0])?;
    vm.set_add(&set, args[1].clone())?;
    Ok(Value::NONE)
}

/// The hash and the member asked for: a set stands for the frozenset of its members.
fn asked(vm: &mut Vm, key: &Value) -> Result<(i64, Value)> {
    match vm.hash(key) {
        Ok(hash) => Ok((hash, key.clone())),
        Err(_) if key.as_ref::<Set>().is_some() && vm.swallow("TypeError") => {
            let frozen: Value = gather(vm, ClassIndex::FROZENSET, key)?.into();
            Ok((vm.hash(&frozen)?, frozen))
        }
        Err(raised) => Err(raised),
    }
}

fn contains(vm: &mut Vm, args: &[Value]) -> Result {
    let set = own(vm, &args[0])?;
    let (hash, key) = asked(vm, &args[1])?;
    Ok(Value::bool(vm.set_find(&set, hash, &key)?.is_some()))
}

fn discard(vm: &mut Vm, args: &[Value]) -> Result {
    let set = own(vm, &args[0])?;
    let (hash, key) = asked(vm, &args[1])?;
    vm.set_discard_hashed(&set, hash, &key)?;
    Ok(Value::NONE)
}

fn remove(vm: &mut Vm, args: &[Value]) -> Result {
    let set = own(vm, &args[0])?;
    let (hash, key) = asked(vm, &args[1])?;
    if vm.set_discard_hashed(&set, hash, &key)? { Ok(Value::NONE) } else { Err(vm.key_error(args[1].clone())) }
}

fn pop(vm: &mut Vm, args: &[Value]) -> Result {
    let set = own(vm, &args[0])?;
    match vm.set_pop(&set) {
        Some(member) => Ok(member),
        None => Err(vm.key_error(Value::from("pop from an empty set"))),
    }
}

fn clear(vm: &mut Vm, args: &[Value]) -> Result {
    let set = own(vm, &args[0])?;
    vm.set_clear(&set);
    Ok(Value::NONE)
}

// ---- the whole set --------------------------------------------------------------------------------------

fn len(vm: &mut Vm, args: &[Value]) -> Result {
    let set = own(vm, &args[0])?;
    Ok(Value::from_usize(size(vm, &set)))
}

fn iter(vm: &mut Vm, args: &[Value]) -> Result {
    let set = own(vm, &args[0])?;
    let length = size(vm, &set);
    let cursor = Iterator::Set { set, slot: 0, length, left: length };
    Ok(Ref::new(ClassIndex::SET_ITERATOR, Cursor(cursor)).into())
}

fn repr(vm: &mut Vm, args: &[Value]) -> Result {
    let set = own(vm, &args[0])?;
    let name = vm.type_name(&args[0]);
    if set.get(&vm.heap).is_empty() {
        return Ok(Value::from(format!("{name}()")));
    }
    if !vm.enter_repr(&args[0]) {
        return Ok(Value::from(format!("{name}(...)")));
    }
    let plain = vm.heap.class_index_of(&args[0]) == ClassIndex::SET;
    let mut out = if plain { vec![b'{'] } else { format!("{name}({{").into_bytes() };
    let start = out.len();
    let members: Vec<Value> = set.get(&vm.heap).entries().map(|e| e.key.clone()).collect();
    let mut result = Ok(());
    for member in members {
        if out.len() > start {
            out.extend_from_slice(b", ");
        }
        result = append_repr(vm, &member, &mut out);
        if result.is_err() {
            break;
        }
    }
    vm.leave_repr(&args[0]);
    result?;
    out.extend_from_slice(if plain { b"}" } else { b"})" });
    Ok(Ref::from_wtf8(out).into())
}

/// The combination of the members' hashes that CPython uses: their order does not matter.
fn frozen_hash(vm: &mut Vm, args: &[Value]) -> Result {
    let set = own(vm, &args[0])?;
    let data = set.get(&vm.heap);
    let shuffled = |hash: u64| ((hash ^ 89869747) ^ (hash << 16)).wrapping_mul(3644798167);
    let mut hash = data.entries().fold(0u64, |hash, entry| hash ^ shuffled(entry.hash as u64));
    hash ^= (data.len() as u64 + 1).wrapping_mul(1927868237);
    hash ^= (hash >> 11) ^ (hash >> 25);
    hash = hash.wrapping_mul(69069).wrapping_add(907133923);
    Ok(Value::from_i64(if hash == u64::MAX { 590923713 } else { hash as i64 }))
}

fn reduce(vm: &mut Vm, args: &[Value]) -> Result {
    let set = own(vm, &args[0])?;
    let members = Value::list(set.get(&vm.heap).entries().map(|e| e.key.clone()).collect());
    let state = match vm.attribute_dict(&args[0]) {
        Some(dict) if !dict.get(&vm.heap).is_empty() => dict.into(),
        _ => Value::NONE,
    };
    let class = vm.class_of(&args[0]).to_value();
    Ok(Value::tuple_of([class, Value::tuple(vec![members]), state]))
}

/// What CPython's table of as many places would take.
fn size_of(vm: &mut Vm, args: &[Value]) -> Result {
    let set = own(vm, &args[0])?;
    let places = set.get(&vm.heap).table().len();
    Ok(Value::from_usize(200 + if places > 8 { 16 * places } else { 0 }))
}

// ---- comparison -------------------------------------------------------------------------------------------

fn within(vm: &mut Vm, set: &Ref<Set>, other: &Ref<Set>) -> Result<bool> {
    if size(vm, set) > size(vm, other) {
        return Ok(false);
    }
    let mut all = true;
    walk(vm, set, |vm, hash, key| {
        all = vm.set_find(other, hash, &key)?.is_some();
        Ok(all)
    })?;
    Ok(all)
}

fn is_subset(vm: &mut Vm, args: &[Value]) -> Result {
    let set = own(vm, &args[0])?;
    if let Some(other) = args[1].as_ref::<Set>().cloned() {
        return Ok(Value::bool(within(vm, &set, &other)?));
    }
    let common = intersection(vm, &set, &args[1])?;
    Ok(Value::bool(size(vm, &common) == size(vm, &set)))
}

fn is_superset(vm: &mut Vm, args: &[Value]) -> Result {
    let set = own(vm, &args[0])?;
    if let Some(other) = args[1].as_ref::<Set>().cloned() {
        return Ok(Value::bool(within(vm, &other, &set)?));
    }
    let mut all = true;
    walk_any(vm, &args[1], |vm, hash, key| {
        all = vm.set_find(&set, hash, &key)?.is_some();
        Ok(all)
    })?;
    Ok(Value::bool(all))
}

fn is_disjoint(vm: &mut Vm, args: &[Value]) -> Result {
    let set = own(vm, &args[0])?;
    if args[0].is_same(&args[1]) {
        return Ok(Value::bool(size(vm, &set) == 0));
    }
    let (mut kept, mut walked) = (set.clone(), args[1].clone());
    if let Some(other) = args[1].as_ref::<Set>()
        && size(vm, other) > size(vm, &set)
    {
        (kept, walked) = (other.clone(), args[0].clone());
    }
    let mut apart = true;
    walk_any(vm, &walked, |vm, hash, key| {
        apart = vm.set_find(&kept, hash, &key)?.is_none();
        Ok(apart)
    })?;
    Ok(Value::bool(apart))
}

fn compare(vm: &mut Vm, args: &[Value], operator: Comparison) -> Result {
    let (set, Some(other)) = (own(vm, &args[0])?, args[1].as_ref::<Set>().cloned()) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    let (own, theirs) = (size(vm, &set), size(vm, &other));
    let holds = match operator {
        Comparison::Eq | Comparison::Ne => (own == theirs && within(vm, &set, &other)?) == (operator == Comparison::Eq),
        Comparison::Lt => own < theirs && within(vm, &set, &other)?,
        Comparison::Le => within(vm, &set, &other)?,
        Comparison::Gt => own > theirs && within(vm, &other, &set)?,
        Comparison::Ge => within(vm, &other, &set)?,
    };
    Ok(Value::bool(holds))
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
