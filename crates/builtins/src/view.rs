//! The views of a dict: keys, values and items.

use object::{ClassIndex, Kind, Part, Ref, Set, Tuple, Value, View};
use vm::{Comparison, Getter, Method, Result, Vm, getter, method};

use crate::sequence::append_repr;
use crate::set;

const VIEW: &[Method] = &[
    method("__repr__", repr, "(self, /)", "Return repr(self)."),
    method("__iter__", iter, "(self, /)", "Implement iter(self)."),
    method("__len__", len, "(self, /)", "Return len(self)."),
    method("__reversed__", reversed, "(self, /)", "Return a reverse iterator over the dict's view."),
];

const SET_LIKE: &[Method] = &[
    method("__lt__", less, "(self, value, /)", "Return self<value."),
    method("__le__", less_equal, "(self, value, /)", "Return self<=value."),
    method("__eq__", equal, "(self, value, /)", "Return self==value."),
    method("__ne__", not_equal, "(self, value, /)", "Return self!=value."),
    method("__gt__", greater, "(self, value, /)", "Return self>value."),
    method("__ge__", greater_equal, "(self, value, /)", "Return self>=value."),
    method("__sub__", sub, "(self, value, /)", "Return self-value."),
    method("__rsub__", rsub, "(self, value, /)", "Return value-self."),
    method("__and__", and, "(self, value, /)", "Return self&value."),
    method("__rand__", rand, "(self, value, /)", "Return value&self."),
    method("__xor__", xor, "(self, value, /)", "Return self^value."),
    method("__rxor__", rxor, "(self, value, /)", "Return value^self."),
    method("__or__", or, "(self, value, /)", "Return self|value."),
    method("__ror__", ror, "(self, value, /)", "Return value|self."),
    method("__contains__", contains, "(self, key, /)", "Return bool(key in self)."),
    method(
        "isdisjoint",
        is_disjoint,
        "(self, object, /)",
        "Return True if the view and the given iterable have a null intersection.",
    ),
];

const GETTERS: &[Getter] = &[getter("mapping", mapping, "dictionary that this view refers to")];

pub fn install(vm: &mut Vm) {
    for class in [ClassIndex::DICT_KEYS, ClassIndex::DICT_VALUES, ClassIndex::DICT_ITEMS] {
        vm.fill_class(class, VIEW, GETTERS);
        if class != ClassIndex::DICT_VALUES {
            vm.fill_class(class, SET_LIKE, &[]);
        }
    }
}

fn mapping_of(value: &Value) -> Value {
    value.as_ref::<View>().map_or(Value::NONE, |v| v.mapping.clone())
}

fn mapping(_: &mut Vm, args: &[Value]) -> Result {
    Ok(Ref::new(ClassIndex::MAPPING_PROXY, View { mapping: mapping_of(&args[0]) }).into())
}

fn part(vm: &Vm, view: &Value) -> Part {
    match vm.heap.class_index_of(view) {
        ClassIndex::DICT_VALUES => Part::Values,
        ClassIndex::DICT_ITEMS => Part::Items,
        _ => Part::Keys,
    }
}

fn len(vm: &mut Vm, args: &[Value]) -> Result {
    let dict = crate::dict::own(vm, &mapping_of(&args[0]))?;
    Ok(Value::from_usize(dict.get(&vm.heap).len()))
}

fn iter(vm: &mut Vm, args: &[Value]) -> Result {
    let part = part(vm, &args[0]);
    crate::dict::cursor(vm, &mapping_of(&args[0]), part, false)
}

fn reversed(vm: &mut Vm, args: &[Value]) -> Result {
    let part = part(vm, &args[0]);
    crate::dict::cursor(vm, &mapping_of(&args[0]), part, true)
}

fn repr(vm: &mut Vm, args: &[Value]) -> Result {
    if !vm.enter_repr(&args[0]) {
        return Ok(Value::from("..."));
    }
    let mut out = vm.type_name(&args[0]).into_bytes();
    out.push(b'(');
    let result = vm.collect(&args[0]).and_then(|all| append_repr(vm, &Value::list(all), &mut out));
    vm.leave_repr(&args[0]);
    result?;
    out.push(b')');
    Ok(Ref::from_wtf8(out).into())
}

// ---- set algebra --------------------------------------------------------------------------------------

fn is_view(vm: &Vm, value: &Value) -> bool {
    matches!(vm.heap.class_index_of(value), ClassIndex::DICT_KEYS | ClassIndex::DICT_ITEMS)
}

fn is_set_like(vm: &Vm, value: &Value) -> bool {
    value.kind() == Some(Kind::Set) || is_view(vm, value)
}

/// The members of a view, or of any iterable, in a new set.
fn as_set(vm: &mut Vm, value: &Value) -> Result<Ref<Set>> {
    let source = if vm.heap.class_index_of(value) == ClassIndex::DICT_KEYS { mapping_of(value) } else { value.clone() };
    set::gather(vm, ClassIndex::SET, &source)
}

fn sub(vm: &mut Vm, args: &[Value]) -> Result {
    minus(vm, &args[0], &args[1])
}

fn rsub(vm: &mut Vm, args: &[Value]) -> Result {
    minus(vm, &args[1], &args[0])
}

fn minus(vm: &mut Vm, a: &Value, b: &Value) -> Result {
    let result = as_set(vm, a)?;
    set::remove_all(vm, &result, b)?;
    Ok(result.into())
}

fn and(vm: &mut Vm, args: &[Value]) -> Result {
    common(vm, &args[0], &args[1])
}

fn rand(vm: &mut Vm, args: &[Value]) -> Result {
    common(vm, &args[1], &args[0])
}

/// The members of the longer one that the shorter one names.
fn common(vm: &mut Vm, a: &Value, b: &Value) -> Result {
    let (mut view, mut other) = if is_view(vm, a) { (a, b) } else { (b, a) };
    if other.kind() == Some(Kind::Set) && vm.len(view)? <= vm.len(other)? {
        let set = set::gather(vm, ClassIndex::SET, other)?;
        return Ok(set::intersection(vm, &set, view)?.into());
    }
    if is_view(vm, other) && vm.len(other)? > vm.len(view)? {
        std::mem::swap(&mut view, &mut other);
    }
    let result = Ref::new(ClassIndex::SET, Set::new());
    let iterator = vm.iter(other)?;
    while let Some(item) = vm.next(&iterator)? {
        if vm.contains(view, &item)? {
            vm.set_add(&result, item)?;
        }
    }
    Ok(result.into())
}

fn xor(vm: &mut Vm, args: &[Value]) -> Result {
    differing(vm, &args[0], &args[1])
}

fn rxor(vm: &mut Vm, args: &[Value]) -> Result {
    differing(vm, &args[1], &args[0])
}

fn differing(vm: &mut Vm, a: &Value, b: &Value) -> Result {
    let items = |vm: &Vm, value: &Value| vm.heap.class_index_of(value) == ClassIndex::DICT_ITEMS;
    if items(vm, a) && items(vm, b) {
        return differing_items(vm, &mapping_of(a), &mapping_of(b));
    }
    let result = as_set(vm, a)?;
    set::toggle_all(vm, &result, b)?;
    Ok(result.into())
}

/// Only pairs that differ need a hash: equal values may have none.
fn differing_items(vm: &mut Vm, a: &Value, b: &Value) -> Result {
    let (a, b) = (crate::dict::own(vm, a)?, crate::dict::own(vm, b)?);
    let rest = Ref::new(ClassIndex::DICT, a.get(&vm.heap).copy());
    let result = Ref::new(ClassIndex::SET, Set::new());
    let mut number = 0;
    while let Some(entry) = b.get(&vm.heap).slots().get(number) {
        number += 1;
        if entry.key.is_unbound() {
            continue;
        }
        let (key, value) = (entry.key.clone(), entry.value.clone());
        match vm.dict_get(&rest, &key)? {
            Some(other) if vm.equal(&other, &value)? => drop(vm.dict_remove(&rest, &key)?),
            _ => drop(vm.set_add(&result, Value::tuple_of([key, value]))?),
        }
    }
    let left: Vec<Value> =
        rest.get(&vm.heap).entries().map(|e| Value::tuple_of([e.key.clone(), e.value.clone()])).collect();
    for pair in left {
        vm.set_add(&result, pair)?;
    }
    Ok(result.into())
}

fn or(vm: &mut Vm, args: &[Value]) -> Result {
    united(vm, &args[0], &args[1])
}

fn ror(vm: &mut Vm, args: &[Value]) -> Result {
    united(vm, &args[1], &args[0])
}

fn united(vm: &mut Vm, a: &Value, b: &Value) -> Result {
    let result = as_set(vm, a)?;
    set::add_all(vm, &result, b)?;
    Ok(result.into())
}

fn is_disjoint(vm: &mut Vm, args: &[Value]) -> Result {
    let (mut view, mut other) = (&args[0], &args[1]);
    if view.is_same(other) {
        return Ok(Value::bool(vm.len(view)? == 0));
    }
    if is_set_like(vm, other) && vm.len(other)? > vm.len(view)? {
        std::mem::swap(&mut view, &mut other);
    }
    let iterator = vm.iter(other)?;
    while let Some(item) = vm.next(&iterator)? {
        if vm.contains(view, &item)? {
            return Ok(Value::FALSE);
        }
    }
    Ok(Value::TRUE)
}

fn contains(vm: &mut Vm, args: &[Value]) -> Result {
    let dict = crate::dict::own(vm, &mapping_of(&args[0]))?;
    if part(vm, &args[0]) == Part::Keys {
        let hash = vm.hash(&args[1])?;
        return Ok(Value::bool(vm.dict_find(&dict, hash, &args[1])?.is_some()));
    }
    let Some([key, value]) = args[1].as_ref::<Tuple>().and_then(|t| <&[Value; 2]>::try_from(&*t.0).ok()) else {
        return Ok(Value::FALSE);
    };
    match vm.dict_get(&dict, key)? {
        Some(found) => Ok(Value::bool(vm.equal(&found, value)?)),
        None => Ok(Value::FALSE),
    }
}

// ---- comparison -----------------------------------------------------------------------------------------

fn all_in(vm: &mut Vm, members: &Value, container: &Value) -> Result<bool> {
    let iterator = vm.iter(members)?;
    while let Some(item) = vm.next(&iterator)? {
        if !vm.contains(container, &item)? {
            return Ok(false);
        }
    }
    Ok(true)
}

fn compare(vm: &mut Vm, args: &[Value], operator: Comparison) -> Result {
    let (a, b) = (&args[0], &args[1]);
    if !is_set_like(vm, b) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let (own, other) = (vm.len(a)?, vm.len(b)?);
    let holds = match operator {
        Comparison::Eq | Comparison::Ne => (own == other && all_in(vm, a, b)?) == (operator == Comparison::Eq),
        Comparison::Lt => own < other && all_in(vm, a, b)?,
        Comparison::Le => own <= other && all_in(vm, a, b)?,
        Comparison::Gt => own > other && all_in(vm, b, a)?,
        Comparison::Ge => own >= other && all_in(vm, b, a)?,
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
