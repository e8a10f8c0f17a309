//! range and slice.

use num_bigint::BigInt as Big;
use num_integer::Integer;
use num_traits::{Signed, ToPrimitive, Zero};
use object::{ClassIndex, Cursor, Int, Iterator, Range, Ref, Slice, TupleHash, Value};
use vm::{Comparison, Getter, Method, Result, Vm, getter, method};

use crate::sequence::index_in;

const RANGE: &[Method] = &[
    method(
        "__new__",
        new,
        "(cls, start, stop=<unset>, step=<unset>, /)",
        "Create and return a new object.  See help(type) for accurate signature.",
    ),
    method("__repr__", repr, "(self, /)", "Return repr(self)."),
    method("__hash__", hash, "(self, /)", "Return hash(self)."),
    method("__lt__", unordered, "(self, value, /)", "Return self<value."),
    method("__le__", unordered, "(self, value, /)", "Return self<=value."),
    method("__eq__", equal, "(self, value, /)", "Return self==value."),
    method("__ne__", not_equal, "(self, value, /)", "Return self!=value."),
    method("__gt__", unordered, "(self, value, /)", "Return self>value."),
    method("__ge__", unordered, "(self, value, /)", "Return self>=value."),
    method("__iter__", iter, "(self, /)", "Implement iter(self)."),
    method("__bool__", truth, "(self, /)", "True if self else False"),
    method("__len__", len, "(self, /)", "Return len(self)."),
    method("__getitem__", get_item, "(self, key, /)", "Return self[key]."),
    method("__contains__", contains, "(self, key, /)", "Return bool(key in self)."),
    method("__reversed__", reversed, "(self, /)", "Return a reverse iterator."),
    method("__reduce__", reduce, "(self, /)", ""),
    method(
        "count",
        count,
        "(self, value, /)",
        "rangeobject.count(value) -> integer -- return number of occurrences of value",
    ),
    method(
        "index",
        index,
        "(self, value, /)",
        "rangeobject.index(value) -> integer -- return index of value.\nRaise ValueError if the value is not present.",
    ),
];

const RANGE_GETTERS: &[Getter] = &[getter("start", start, ""), getter("stop", stop, ""), getter("step", step, "")];

const SLICE: &[Method] = &[
    method(
        "__new__",
        slice_new,
        "(cls, start, stop=<unset>, step=None, /)",
        "Create and return a new object.  See help(type) for accurate signature.",
    ),
    method("__repr__", slice_repr, "(self, /)", "Return repr(self)."),
    method("__hash__", slice_hash, "(self, /)", "Return hash(self)."),
    method("__lt__", slice_less, "(self, value, /)", "Return self<value."),
    method("__le__", slice_less_equal, "(self, value, /)", "Return self<=value."),
    method("__eq__", slice_equal, "(self, value, /)", "Return self==value."),
    method("__ne__", slice_not_equal, "(self, value, /)", "Return self!=value."),
    method("__gt__", slice_greater, "(self, value, /)", "Return self>value."),
    method("__ge__", slice_greater_equal, "(self, value, /)", "Return self>=value."),
    method("__reduce__", slice_reduce, "(self, /)", "Return state information for pickling."),
    method(
        "indices",
        indices,
        "(self, object, /)",
        "S.indices(len) -> (start, stop, stride)\n\nAssuming a sequence of length len, calculate the start and stop\nindices, and the stride length of the extended slice described by\nS. Out of bounds indices are clipped in a manner consistent with the\nhandling of normal slices.",
    ),
];

const SLICE_GETTERS: &[Getter] =
    &[getter("start", slice_start, ""), getter("stop", slice_stop, ""), getter("step", slice_step, "")];

pub fn install(vm: &mut Vm) {
    vm.fill_class(ClassIndex::RANGE, RANGE, RANGE_GETTERS);
    vm.fill_class(ClassIndex::SLICE, SLICE, SLICE_GETTERS);
    for class in [ClassIndex::RANGE, ClassIndex::SLICE] {
        let value = vm.heap.class(class).to_value();
        vm.set_builtin(object::Heap::builtin_class_name(class), value);
    }
}

fn own(vm: &mut Vm, value: &Value) -> Result<Ref<Range>> {
    match value.as_ref::<Range>() {
        Some(range) => Ok(range.clone()),
        None => Err(vm.type_error("a range is needed here")),
    }
}

fn big(value: &Value) -> Big {
    Int::of(value).map(|n| n.to_big().into_owned()).unwrap_or_default()
}

// ---- making one -------------------------------------------------------------------------------------

fn new(vm: &mut Vm, args: &[Value]) -> Result {
    let (start, stop) = match args[2].is_unbound() {
        true => (Value::int(0), index(vm, &args[1])?),
        false => (index(vm, &args[1])?, index(vm, &args[2])?),
    };
    let step = if args[3].is_unbound() { Value::int(1) } else { index(vm, &args[3])? };
    return match step.is_same(&Value::int(0)) {
        true => Err(vm.value_error("range() arg 3 must not be zero")),
        false => Ok(made(start, stop, step)),
    };

    fn index(vm: &mut Vm, value: &Value) -> Result {
        let index = vm.index_value(value)?;
        Ok(crate::int::plain(&index))
    }
}

fn made(start: Value, stop: Value, step: Value) -> Value {
    let length = length_of(&start, &stop, &step);
    Ref::new(ClassIndex::RANGE, Range { start, stop, step, length }).into()
}

fn length_of(start: &Value, stop: &Value, step: &Value) -> Value {
    if let (Some(start), Some(stop), Some(step)) = (start.as_small_int(), stop.as_small_int(), step.as_small_int()) {
        let distance = if step > 0 { stop - start } else { start - stop };
        let width = step.unsigned_abs() as i64;
        return Value::from_i64(if distance <= 0 { 0 } else { (distance - 1) / width + 1 });
    }
    let (start, stop, step) = (big(start), big(stop), big(step));
    let distance = if step.is_positive() { stop - start } else { start - stop };
    Value::big_int(if distance.is_positive() { (distance - 1u32) / step.abs() + 1u32 } else { Big::zero() })
}

// ---- items ------------------------------------------------------------------------------------------

fn item(range: &Range, place: &Big) -> Value {
    Value::big_int(big(&range.start) + big(&range.step) * place)
}

fn small_item(range: &Range, place: i64) -> Option<Value> {
    let (start, step) = (range.start.as_small_int()?, range.step.as_small_int()?);
    Some(Value::from_i64(start.checked_add(step.checked_mul(place)?)?))
}

fn get_item(vm: &mut Vm, args: &[Value]) -> Result {
    let range = own(vm, &args[0])?;
    if let Some(slice) = args[1].as_ref::<Slice>() {
        return get_slice(vm, &range, slice);
    }
    if let (Some(place), Some(length)) = (args[1].as_small_int(), range.length.as_small_int()) {
        let place = if place < 0 { place + length } else { place };
        if (0..length).contains(&place)
            && let Some(item) = small_item(&range, place)
        {
            return Ok(item);
        }
    } else if !vm.has_index(&args[1]) {
        index_in(vm, &args[1], "range")?;
    }
    let place = vm.index_big(&args[1])?;
    let length = big(&range.length);
    let place = if place.is_negative() { place + &length } else { place };
    if place.is_negative() || place >= length {
        return Err(vm.index_error("range object index out of range"));
    }
    Ok(item(&range, &place))
}

fn get_slice(vm: &mut Vm, range: &Ref<Range>, slice: &Ref<Slice>) -> Result {
    let (first, last, stride) = long_indices(vm, slice, &big(&range.length))?;
    let step = Value::big_int(big(&range.step) * stride);
    Ok(made(item(range, &first), item(range, &last), step))
}

/// Start, stop and step for a length that may be beyond any index.
fn long_indices(vm: &mut Vm, slice: &Ref<Slice>, length: &Big) -> Result<(Big, Big, Big)> {
    let number = |vm: &mut Vm, value: &Value| -> Result<Option<Big>> {
        if value.is_none() {
            return Ok(None);
        }
        if !vm.has_index(value) {
            return Err(vm.type_error("slice indices must be integers or None or have an __index__ method"));
        }
        vm.index_big(value).map(Some)
    };
    let step = number(vm, &slice.step)?.unwrap_or_else(|| Big::from(1));
    if step.is_zero() {
        return Err(vm.value_error("slice step cannot be zero"));
    }
    let down = step.is_negative();
    let (low, high) = if down { (Big::from(-1), length - 1) } else { (Big::zero(), length.clone()) };
    let clamp = |n: Big| if n.is_negative() { (n + length).max(low.clone()) } else { n.min(high.clone()) };
    let (start, stop) = (number(vm, &slice.start)?, number(vm, &slice.stop)?);
    let start = start.map_or_else(|| if down { high.clone() } else { low.clone() }, clamp);
    let stop = stop.map_or_else(|| if down { low.clone() } else { high.clone() }, clamp);
    Ok((start, stop, step))
}

/// The place of an integer in the range.
fn place(range: &Range, wanted: Int) -> Option<Big> {
    if let (Int::Small(n), Some(start), Some(step), Some(length)) =
        (wanted, range.start.as_small_int(), range.step.as_small_int(), range.length.as_small_int())
    {
        let offset = n - start;
        let inside = offset % step == 0 && (0..length).contains(&(offset / step));
        return inside.then(|| Big::from(offset / step));
    }
    let (place, rest) = (wanted.to_big().as_ref() - big(&range.start)).div_mod_floor(&big(&range.step));
    (rest.is_zero() && !place.is_negative() && place < big(&range.length)).then_some(place)
}

/// An int or bool, whose equality is that of numbers.
fn plain_int<'a>(vm: &Vm, value: &'a Value) -> Option<Int<'a>> {
    matches!(vm.heap.class_index_of(value), ClassIndex::INT | ClassIndex::BOOL).then(|| Int::of(value)).flatten()
}

fn contains(vm: &mut Vm, args: &[Value]) -> Result {
    let range = own(vm, &args[0])?;
    match plain_int(vm, &args[1]) {
        Some(wanted) => Ok(Value::bool(place(&range, wanted).is_some())),
        None => Ok(Value::bool(search(vm, &args[0], &args[1])?.is_some())),
    }
}

/// By comparing each number, as for anything that may equal one.
fn search(vm: &mut Vm, range: &Value, wanted: &Value) -> Result<Option<usize>> {
    let iterator = vm.iter(range)?;
    let mut at = 0;
    while let Some(candidate) = vm.next(&iterator)? {
        if vm.equal(&candidate, wanted)? {
            return Ok(Some(at));
        }
        at += 1;
    }
    Ok(None)
}

fn index(vm: &mut Vm, args: &[Value]) -> Result {
    let range = own(vm, &args[0])?;
    match plain_int(vm, &args[1]) {
        Some(wanted) => match place(&range, wanted) {
            Some(place) => Ok(Value::big_int(place)),
            None => {
                let shown = vm.repr_text(&args[1])?;
                Err(vm.value_error(format!("{shown} is not in range")))
            }
        },
        None => match search(vm, &args[0], &args[1])? {
            Some(place) => Ok(Value::from_usize(place)),
            None => Err(vm.value_error("sequence.index(x): x not in sequence")),
        },
    }
}

fn count(vm: &mut Vm, args: &[Value]) -> Result {
    let range = own(vm, &args[0])?;
    if let Some(wanted) = plain_int(vm, &args[1]) {
        return Ok(Value::int(place(&range, wanted).is_some() as i64));
    }
    let iterator = vm.iter(&args[0])?;
    let mut found = 0;
    while let Some(candidate) = vm.next(&iterator)? {
        found += vm.equal(&candidate, &args[1])? as i64;
    }
    Ok(Value::int(found))
}

// ---- the whole range --------------------------------------------------------------------------------

fn iter(vm: &mut Vm, args: &[Value]) -> Result {
    match vm.plain_iterator(&args[0]) {
        Some(iterator) => Ok(iterator),
        None => Err(vm.type_error("a range is needed here")),
    }
}

fn reversed(vm: &mut Vm, args: &[Value]) -> Result {
    let range = own(vm, &args[0])?;
    let (start, step, length) = (big(&range.start), big(&range.step), big(&range.length));
    let last = &start + &step * (&length - 1u32);
    if let (Some(next), Some(step), Some(left)) = (last.to_i64(), (-&step).to_i64(), length.to_u64())
        && range.start.is_small_int()
        && Value::small_int(next).is_some()
    {
        let cursor = Cursor(Iterator::Range { next, step, left });
        return Ok(Ref::new(ClassIndex::RANGE_ITERATOR, cursor).into());
    }
    let backward = made(Value::big_int(last), Value::big_int(start - &step), Value::big_int(-step));
    let range = own(vm, &backward)?;
    Ok(Ref::new(ClassIndex::LONG_RANGE_ITERATOR, Cursor(Iterator::LongRange { range, index: Big::zero() })).into())
}

fn len(vm: &mut Vm, args: &[Value]) -> Result {
    let range = own(vm, &args[0])?;
    if Int::of(&range.length).and_then(Int::to_i64).is_none() {
        return Err(vm.overflow_error("Python int too large to convert to C ssize_t"));
    }
    Ok(range.length.clone())
}

fn truth(vm: &mut Vm, args: &[Value]) -> Result {
    let range = own(vm, &args[0])?;
    Ok(Value::bool(!range.length.is_same(&Value::int(0))))
}

fn start(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(own(vm, &args[0])?.start.clone())
}
fn stop(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(own(vm, &args[0])?.stop.clone())
}
fn step(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(own(vm, &args[0])?.step.clone())
}

fn repr(vm: &mut Vm, args: &[Value]) -> Result {
    let range = own(vm, &args[0])?;
    let (start, stop) = (vm.repr_text(&range.start)?, vm.repr_text(&range.stop)?);
    Ok(Value::from(match range.step.as_small_int() {
        Some(1) => format!("range({start}, {stop})"),
        _ => format!("range({start}, {stop}, {})", vm.repr_text(&range.step)?),
    }))
}

/// Two ranges are equal, and hash alike, if they give the same numbers.
fn essence(range: &Range) -> [Value; 3] {
    let length = range.length.clone();
    match length.as_small_int() {
        Some(0) => [length, Value::NONE, Value::NONE],
        Some(1) => [length, range.start.clone(), Value::NONE],
        _ => [length, range.start.clone(), range.step.clone()],
    }
}

fn same(vm: &mut Vm, args: &[Value]) -> Result<Option<bool>> {
    let (range, Some(other)) = (own(vm, &args[0])?, args[1].as_ref::<Range>()) else {
        return Ok(None);
    };
    for (a, b) in essence(&range).iter().zip(&essence(other)) {
        if !vm.equal(a, b)? {
            return Ok(Some(false));
        }
    }
    Ok(Some(true))
}

fn equal(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(same(vm, args)?.map_or(Value::NOT_IMPLEMENTED, Value::bool))
}

fn not_equal(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(same(vm, args)?.map_or(Value::NOT_IMPLEMENTED, |same| Value::bool(!same)))
}

fn unordered(_: &mut Vm, _: &[Value]) -> Result {
    Ok(Value::NOT_IMPLEMENTED)
}

fn hash(vm: &mut Vm, args: &[Value]) -> Result {
    let essence = essence(&*own(vm, &args[0])?).to_vec();
    Ok(Value::from_i64(vm.hash(&Value::tuple(essence))?))
}

fn reduce(vm: &mut Vm, args: &[Value]) -> Result {
    let range = own(vm, &args[0])?;
    let class = vm.heap.class(ClassIndex::RANGE).to_value();
    let parts = vec![range.start.clone(), range.stop.clone(), range.step.clone()];
    Ok(Value::tuple_of([class, Value::tuple(parts)]))
}

// ---- slice ------------------------------------------------------------------------------------------

fn own_slice(vm: &mut Vm, value: &Value) -> Result<Ref<Slice>> {
    match value.as_ref::<Slice>() {
        Some(slice) => Ok(slice.clone()),
        None => Err(vm.type_error("a slice is needed here")),
    }
}

fn slice_new(_: &mut Vm, args: &[Value]) -> Result {
    let (start, stop) = match args[2].is_unbound() {
        true => (Value::NONE, args[1].clone()),
        false => (args[1].clone(), args[2].clone()),
    };
    Ok(Ref::new(ClassIndex::SLICE, Slice { start, stop, step: args[3].clone() }).into())
}

fn slice_start(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(own_slice(vm, &args[0])?.start.clone())
}
fn slice_stop(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(own_slice(vm, &args[0])?.stop.clone())
}
fn slice_step(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(own_slice(vm, &args[0])?.step.clone())
}

fn parts(slice: &Slice) -> [Value; 3] {
    [slice.start.clone(), slice.stop.clone(), slice.step.clone()]
}

fn slice_repr(vm: &mut Vm, args: &[Value]) -> Result {
    let all = Value::tuple(parts(&*own_slice(vm, &args[0])?).to_vec());
    Ok(Value::from(format!("slice{}", vm.repr_text(&all)?)))
}

fn slice_hash(vm: &mut Vm, args: &[Value]) -> Result {
    let mut hash = TupleHash::new();
    for part in parts(&*own_slice(vm, &args[0])?) {
        hash.add(vm.hash(&part)?);
    }
    Ok(Value::from_i64(hash.combined()))
}

fn slice_reduce(vm: &mut Vm, args: &[Value]) -> Result {
    let parts = parts(&*own_slice(vm, &args[0])?).to_vec();
    let class = vm.heap.class(ClassIndex::SLICE).to_value();
    Ok(Value::tuple_of([class, Value::tuple(parts)]))
}

/// As the tuples of their parts compare.
fn slice_compare(vm: &mut Vm, args: &[Value], operator: Comparison) -> Result {
    let (slice, Some(other)) = (own_slice(vm, &args[0])?, args[1].as_ref::<Slice>()) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    let (a, b) = (Value::tuple(parts(&slice).to_vec()), Value::tuple(parts(other).to_vec()));
    vm.compare(operator, &a, &b)
}

fn slice_equal(vm: &mut Vm, args: &[Value]) -> Result {
    slice_compare(vm, args, Comparison::Eq)
}
fn slice_not_equal(vm: &mut Vm, args: &[Value]) -> Result {
    slice_compare(vm, args, Comparison::Ne)
}
fn slice_less(vm: &mut Vm, args: &[Value]) -> Result {
    slice_compare(vm, args, Comparison::Lt)
}
fn slice_less_equal(vm: &mut Vm, args: &[Value]) -> Result {
    slice_compare(vm, args, Comparison::Le)
}
fn slice_greater(vm: &mut Vm, args: &[Value]) -> Result {
    slice_compare(vm, args, Comparison::Gt)
}
fn slice_greater_equal(vm: &mut Vm, args: &[Value]) -> Result {
    slice_compare(vm, args, Comparison::Ge)
}

fn indices(vm: &mut Vm, args: &[Value]) -> Result {
    let slice = own_slice(vm, &args[0])?;
    let length = vm.index_big(&args[1])?;
    if length.is_negative() {
        return Err(vm.value_error("length should not be negative"));
    }
    let (start, stop, step) = long_indices(vm, &slice, &length)?;
    Ok(Value::tuple_of([Value::big_int(start), Value::big_int(stop), Value::big_int(step)]))
}
