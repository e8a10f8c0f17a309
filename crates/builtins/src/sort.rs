//! Sorting: stable, by `<` alone, and safe whatever `<` does.
//!
//! Runs that are in order already are found and merged. An exception leaves all values there in some order.

use std::cmp::Ordering;

use object::{ClassIndex, Str, Tuple, Value};
use vm::{Result, Vm};

/// `list.sort`
pub(crate) fn sort(vm: &mut Vm, args: &[Value]) -> Result {
    let list = crate::list::own(vm, &args[0])?;
    let reverse = vm.truth(&args[2])?;
    let mut values = vm.list_replace_all(&list, vec![]);
    let result = sort_values(vm, &mut values, &args[1], reverse);
    let modified = list.get(&vm.heap).0.capacity() > 0;
    drop(vm.list_replace_all(&list, values));
    result?;
    if modified {
        return Err(vm.value_error("list modified during sort"));
    }
    Ok(Value::NONE)
}

/// Sorts stably; after an exception the values are all there, in some order.
pub(crate) fn sort_values(vm: &mut Vm, values: &mut [Value], key: &Value, reverse: bool) -> Result<()> {
    if key.is_none() {
        return sort_by_key(vm, values, reverse);
    }
    let mut pairs: Vec<Pair> = Vec::with_capacity(values.len());
    for value in values.iter() {
        let key = vm.call(key, std::slice::from_ref(value))?;
        pairs.push(Pair { key, value: value.clone() });
    }
    let result = sort_by_key(vm, &mut pairs, reverse);
    for (place, pair) in values.iter_mut().zip(pairs) {
        *place = pair.value;
    }
    result
}

#[derive(Default)]
struct Pair {
    key: Value,
    value: Value,
}

/// What is sorted: it has a key, and leaves a hole behind when it is moved.
trait Keyed: Default {
    fn key(&self) -> &Value;
}

impl Keyed for Value {
    fn key(&self) -> &Value {
        self
    }
}

impl Keyed for Pair {
    fn key(&self) -> &Value {
        &self.key
    }
}

fn sort_by_key<T: Keyed>(vm: &mut Vm, items: &mut [T], reverse: bool) -> Result<()> {
    // Reversed twice, equal items keep their order.
    if reverse {
        items.reverse();
    }
    let result = if sort_plain(items) { Ok(()) } else { merge_runs(vm, items) };
    if reverse {
        items.reverse();
    }
    result
}

/// Sorts items whose keys are all small integers, all floats, or all plain strings; false if they are not.
fn sort_plain<T: Keyed>(items: &mut [T]) -> bool {
    let all = |test: fn(&Value) -> bool| items.iter().all(|item| test(item.key()));
    let is_number = |key: &Value| !key.is_object() && key.as_float().is_some_and(|x| !x.is_nan());
    let is_text = |key: &Value| key.as_ref::<Str>().is_some_and(|s| s.header().class() == ClassIndex::STR);
    if all(Value::is_small_int) {
        items.sort_by_key(|item| item.key().signed_bits());
    } else if all(is_number) {
        let number = |item: &T| item.key().as_float().unwrap_or(0.0);
        items.sort_by(|a, b| number(a).partial_cmp(&number(b)).unwrap_or(Ordering::Equal));
    } else if all(is_text) {
        items.sort_by(|a, b| match (a.key().as_ref::<Str>(), b.key().as_ref::<Str>()) {
            (Some(a), Some(b)) => a.bytes().cmp(b.bytes()),
            _ => Ordering::Equal,
        });
    } else {
        return sort_tuples(items);
    }
    true
}

/// What stands in one place of all tuples.
#[derive(Clone, Copy, PartialEq)]
enum Column {
    Int,
    Text,
}

impl Column {
    fn of(value: &Value) -> Option<Column> {
        match value.as_ref::<Str>() {
            _ if value.is_small_int() => Some(Column::Int),
            Some(text) if text.header().class() == ClassIndex::STR => Some(Column::Text),
            _ => None,
        }
    }
}

/// Sorts items whose keys are tuples of as many small integers and plain strings each, in the same places; false if
/// they are not.
fn sort_tuples<T: Keyed>(items: &mut [T]) -> bool {
    let tuple = |item: &T| item.key().as_ref::<Tuple>().filter(|t| t.header().class() == ClassIndex::TUPLE).cloned();
    let Some(first) = items.first().and_then(tuple) else { return false };
    let Some(columns) = first.0.iter().map(Column::of).collect::<Option<Vec<_>>>() else { return false };
    let fits = |item: &T| {
        let key = item.key().as_ref::<Tuple>().filter(|t| t.header().class() == ClassIndex::TUPLE);
        key.is_some_and(|key| {
            key.0.len() == columns.len() && key.0.iter().zip(&columns).all(|(x, c)| Column::of(x) == Some(*c))
        })
    };
    if !items.iter().all(fits) {
        return false;
    }
    items.sort_by(|a, b| match (a.key().as_ref::<Tuple>(), b.key().as_ref::<Tuple>()) {
        (Some(a), Some(b)) => compare_columns(&a.0, &b.0),
        _ => Ordering::Equal,
    });
    true
}

fn compare_columns(a: &[Value], b: &[Value]) -> Ordering {
    for (x, y) in a.iter().zip(b) {
        let order = match (x.as_ref::<Str>(), y.as_ref::<Str>()) {
            (Some(x), Some(y)) => x.bytes().cmp(y.bytes()),
            _ => x.signed_bits().cmp(&y.signed_bits()),
        };
        if order.is_ne() {
            return order;
        }
    }
    Ordering::Equal
}

/// Shorter runs than this are made longer by insertion.
const SHORTEST_RUN: usize = 32;

fn merge_runs<T: Keyed>(vm: &mut Vm, items: &mut [T]) -> Result<()> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    let mut start = 0;
    while start < items.len() {
        let mut end = run_end(vm, items, start)?;
        if end - start < SHORTEST_RUN {
            let wanted = (start + SHORTEST_RUN).min(items.len());
            for place in end..wanted {
                insert(vm, items, start, place)?;
            }
            end = wanted;
        }
        runs.push((start, end));
        start = end;
        while let [.., (a, b), (_, c)] = runs[..]
            && (b - a <= c - b || start == items.len())
        {
            merge(vm, items, a, b, c)?;
            runs.truncate(runs.len() - 2);
            runs.push((a, c));
        }
    }
    Ok(())
}

fn less<T: Keyed>(vm: &mut Vm, a: &T, b: &T) -> Result<bool> {
    vm.less(a.key(), b.key())
}

/// Where the run from `start` on ends; one that goes strictly down is turned round.
fn run_end<T: Keyed>(vm: &mut Vm, items: &mut [T], start: usize) -> Result<usize> {
    let mut end = start + 1;
    if end >= items.len() {
        return Ok(items.len());
    }
    let down = less(vm, &items[end], &items[start])?;
    end += 1;
    while end < items.len() && less(vm, &items[end], &items[end - 1])? == down {
        end += 1;
    }
    if down {
        items[start..end].reverse();
    }
    Ok(end)
}

/// Puts the item at `place` where it belongs in the sorted `start..place`.
fn insert<T: Keyed>(vm: &mut Vm, items: &mut [T], start: usize, place: usize) -> Result<()> {
    let (mut low, mut high) = (start, place);
    while low < high {
        let middle = low + (high - low) / 2;
        if less(vm, &items[place], &items[middle])? {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    items[low..=place].rotate_right(1);
    Ok(())
}

/// Merges the sorted `start..middle` and `middle..end`.
fn merge<T: Keyed>(vm: &mut Vm, items: &mut [T], start: usize, middle: usize, end: usize) -> Result<()> {
    if !less(vm, &items[middle], &items[middle - 1])? {
        return Ok(());
    }
    let mut left: Vec<T> = items[start..middle].iter_mut().map(std::mem::take).collect();
    let (mut from_left, mut from_right, mut to) = (0, middle, start);
    let mut result = Ok(());
    while from_left < left.len() && from_right < end {
        match less(vm, &items[from_right], &left[from_left]) {
            Ok(true) => {
                items[to] = std::mem::take(&mut items[from_right]);
                from_right += 1;
            }
            Ok(false) => {
                items[to] = std::mem::take(&mut left[from_left]);
                from_left += 1;
            }
            Err(raised) => {
                result = Err(raised);
                break;
            }
        }
        to += 1;
    }
    // The hole is exactly as large as what is left over.
    for item in left.drain(from_left..) {
        items[to] = item;
        to += 1;
    }
    result
}
