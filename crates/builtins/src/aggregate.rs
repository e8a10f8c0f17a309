//! The built-in functions that go through an iterable: all, any, max, min, sorted, sum.

use object::{Int, Value};
use vm::{Binary, Comparison, Method, Result, Vm, method};

use crate::tuple::items_of;

pub(crate) const FUNCTIONS: &[Method] = &[
    method(
        "all",
        all,
        "(iterable, /)",
        "Return True if bool(x) is True for all values x in the iterable.\n\nIf the iterable is empty, return True.",
    ),
    method(
        "any",
        any,
        "(iterable, /)",
        "Return True if bool(x) is True for any x in the iterable.\n\nIf the iterable is empty, return False.",
    ),
    method(
        "max",
        max,
        "(*args, key=None, default=<unrepresentable>)",
        "max(iterable, *[, default=obj, key=func]) -> value\nmax(arg1, arg2, *args, *[, key=func]) -> value\n\nWith a single iterable argument, return its biggest item. The\ndefault keyword-only argument specifies an object to return if\nthe provided iterable is empty.\nWith two or more positional arguments, return the largest argument.",
    ),
    method(
        "min",
        min,
        "(*args, key=None, default=<unrepresentable>)",
        "min(iterable, *[, default=obj, key=func]) -> value\nmin(arg1, arg2, *args, *[, key=func]) -> value\n\nWith a single iterable argument, return its smallest item. The\ndefault keyword-only argument specifies an object to return if\nthe provided iterable is empty.\nWith two or more positional arguments, return the smallest argument.",
    ),
    method(
        "sorted",
        sorted,
        "(iterable, /, *, key=None, reverse=False)",
        "Return a new list containing all items from the iterable in ascending order.\n\nA custom key function can be supplied to customize the sort order, and the\nreverse flag can be set to request the result in descending order.",
    ),
    method(
        "sum",
        sum,
        "(iterable, /, start=0)",
        "Return the sum of a 'start' value (default: 0) plus an iterable of numbers\n\nWhen the iterable is empty, return the start value.\nThis function is intended specifically for use with numeric values and may\nreject non-numeric types.",
    ),
];

fn first_with(vm: &mut Vm, iterable: &Value, wanted: bool) -> Result {
    if let Some(found) = vm.plain_sequence(iterable).and_then(|items| plain_first_with(items, wanted)) {
        return Ok(Value::bool(found));
    }
    let iterator = vm.iter(iterable)?;
    let mut found = false;
    vm.each(&iterator, |vm, item| {
        found = vm.truth(&item)? == wanted;
        Ok(!found)
    })?;
    Ok(Value::bool(found == wanted))
}

/// The same for numbers and constants; None if Python must be asked for one of them.
fn plain_first_with(items: &[Value], wanted: bool) -> Option<bool> {
    for item in items {
        let truth = match (item.as_bool(), item.as_small_int()) {
            (Some(b), _) => b,
            (_, Some(n)) => n != 0,
            _ if item.is_none() => false,
            _ => return None,
        };
        if truth == wanted {
            return Some(wanted);
        }
    }
    Some(!wanted)
}

fn all(vm: &mut Vm, args: &[Value]) -> Result {
    first_with(vm, &args[0], false)
}

fn any(vm: &mut Vm, args: &[Value]) -> Result {
    first_with(vm, &args[0], true)
}

// ---- max and min --------------------------------------------------------------------------------------

/// The item that beats all others so far, with what it is compared by.
struct Best<'a> {
    key: &'a Value,
    better: Comparison,
    held: Option<(Value, Value)>,
}

impl Best<'_> {
    fn offer(&mut self, vm: &mut Vm, item: Value) -> Result<()> {
        let key = match self.key.is_none() {
            true => item.clone(),
            false => vm.call(self.key, std::slice::from_ref(&item))?,
        };
        let wins = match &self.held {
            None => true,
            Some((held, _)) => vm.compare_holds(self.better, &key, held)?,
        };
        if wins {
            self.held = Some((key, item));
        }
        Ok(())
    }
}

/// The first of the best among items that compare without asking Python; None where one does not, or none is there.
fn plain_extreme(vm: &Vm, items: &[Value], better: Comparison) -> Option<Value> {
    let (mut best, rest) = items.split_first()?;
    for item in rest {
        let wins = if better == Comparison::Lt { vm.plain_less(item, best)? } else { vm.plain_less(best, item)? };
        if wins {
            best = item;
        }
    }
    Some(best.clone())
}

fn extreme(vm: &mut Vm, args: &[Value], name: &str, better: Comparison) -> Result {
    let mut best = Best { key: &args[1], better, held: None };
    let given = items_of(&args[0]);
    let candidates = match given {
        [iterable] => vm.plain_sequence(iterable),
        _ if args[2].is_unbound() => Some(given),
        _ => None,
    };
    if args[1].is_none()
        && let Some(item) = candidates.and_then(|items| plain_extreme(vm, items, better))
    {
        return Ok(item);
    }
    match given {
        [] => return Err(vm.type_error(format!("{name} expected at least 1 argument, got 0"))),
        [iterable] => {
            let iterator = vm.iter(iterable)?;
            vm.each(&iterator, |vm, item| best.offer(vm, item).map(|()| true))?;
        }
        _ if !args[2].is_unbound() => {
            let message = format!("Cannot specify a default for {name}() with multiple positional arguments");
            return Err(vm.type_error(message));
        }
        given => {
            for item in given {
                best.offer(vm, item.clone())?;
            }
        }
    }
    match best.held {
        Some((_, item)) => Ok(item),
        None if !args[2].is_unbound() => Ok(args[2].clone()),
        None => Err(vm.value_error(format!("{name}() iterable argument is empty"))),
    }
}

fn max(vm: &mut Vm, args: &[Value]) -> Result {
    extreme(vm, args, "max", Comparison::Gt)
}

fn min(vm: &mut Vm, args: &[Value]) -> Result {
    extreme(vm, args, "min", Comparison::Lt)
}

fn sorted(vm: &mut Vm, args: &[Value]) -> Result {
    let origins = vm.origins(&args[0]);
    let mut values = vm.collect(&args[0])?;
    let reverse = vm.truth(&args[2])?;
    crate::sort::sort_values(vm, &mut values, &args[1], reverse)?;
    let sorted = Value::list(values);
    vm.copied_from(origins, &sorted);
    Ok(sorted)
}

// ---- sum ------------------------------------------------------------------------------------------------

fn sum(vm: &mut Vm, args: &[Value]) -> Result {
    let refusal = match args[1].kind() {
        Some(object::Kind::Str) => "sum() can't sum strings [use ''.join(seq) instead]",
        Some(object::Kind::Bytes) => "sum() can't sum bytes [use b''.join(seq) instead]",
        Some(object::Kind::ByteArray) => "sum() can't sum bytearray [use b''.join(seq) instead]",
        _ => "",
    };
    if !refusal.is_empty() {
        return Err(vm.type_error(refusal));
    }
    if let Some(total) = vm.plain_sequence(&args[0]).and_then(|items| sum_plainly(&args[1], items)) {
        return Ok(total);
    }
    let iterator = vm.iter(&args[0])?;
    let mut total = Total::of(vm, args[1].clone());
    vm.each(&iterator, |vm, item| total.add(vm, item).map(|()| true))?;
    Ok(total.value())
}

/// What `sum` has so far.
enum Total {
    /// A small integer: nothing else has come.
    Integer(Value),
    /// Floats, and what their rounding lost (Neumaier's way).
    Float {
        total: f64,
        lost: f64,
    },
    Other(Value),
}

impl Total {
    fn of(vm: &Vm, value: Value) -> Total {
        if value.is_small_int() {
            Total::Integer(value)
        } else if is_plain_float(vm, &value) {
            Total::Float { total: crate::float::own(&value), lost: 0.0 }
        } else {
            Total::Other(value)
        }
    }

    fn add(&mut self, vm: &mut Vm, item: Value) -> Result<()> {
        match self {
            Total::Integer(total) => {
                let item = item.as_bool().map_or(item, |b| Value::int(b as i64));
                let sum = Value::both_small_ints(total, &item).then(|| Value::add_small(total, &item)).flatten();
                *self = match sum {
                    Some(sum) => Total::Integer(sum),
                    // Integers are done with: a large one, too, ends them.
                    None => match vm.binary(Binary::Add, total, &item)? {
                        sum if is_plain_float(vm, &sum) => Total::of(vm, sum),
                        sum => Total::Other(sum),
                    },
                };
            }
            Total::Float { total, lost } => {
                if is_plain_float(vm, &item) {
                    let x = crate::float::own(&item);
                    let sum = *total + x;
                    *lost += if total.abs() >= x.abs() { (*total - sum) + x } else { (x - sum) + *total };
                    *total = sum;
                } else if let Some(n) = Int::of(&item).and_then(Int::to_i64) {
                    *total += n as f64;
                } else {
                    let held = std::mem::replace(self, Total::Other(Value::NONE)).value();
                    *self = Total::Other(vm.binary(Binary::Add, &held, &item)?);
                }
            }
            Total::Other(total) => *total = vm.binary(Binary::Add, total, &item)?,
        }
        Ok(())
    }

    fn value(self) -> Value {
        match self {
            Total::Integer(total) | Total::Other(total) => total,
            Total::Float { total, lost } if lost != 0.0 && lost.is_finite() => Value::float(total + lost),
            Total::Float { total, .. } => Value::float(total),
        }
    }
}

/// The sum of small integers, if it is one.
fn sum_plainly(start: &Value, items: &[Value]) -> Option<Value> {
    items
        .iter()
        .try_fold(start.as_small_int()?, |total, item| total.checked_add(item.as_small_int()?))
        .and_then(Value::small_int)
}

fn is_plain_float(vm: &Vm, value: &Value) -> bool {
    vm.heap.class_index_of(value) == object::ClassIndex::FLOAT
}
