//! Operators of plain values that need no look-up, and raise nothing.
//!
//! What is not so simple (large integers, division by zero, subclasses) is None: the dunders decide.

use object::{ClassIndex, Complex, Heap, Items, Kind, List, Ref, Str, Tuple, Value};

use crate::long;
use crate::machine::Vm;
use crate::operate::{Binary, Comparison};
use crate::string::plain;

/// `a op b` for small ints and floats, one of each included.
pub(crate) fn arithmetic(operator: Binary, a: &Value, b: &Value) -> Option<Value> {
    if a.is_object() || b.is_object() {
        return None;
    }
    if let (Some(x), Some(y)) = (a.as_small_int(), b.as_small_int()) {
        return integers(operator, x, y);
    }
    floats(operator, real(a)?, real(b)?)
}

/// A number as a float, if it is one exactly.
fn real(value: &Value) -> Option<f64> {
    match value.as_small_int() {
        Some(n) => exact(n),
        None => value.as_float(),
    }
}

fn exact(n: i64) -> Option<f64> {
    (n.unsigned_abs() <= 1 << 53).then_some(n as f64)
}

fn integers(operator: Binary, x: i64, y: i64) -> Option<Value> {
    match operator {
        Binary::TrueDiv if y != 0 => Some(Value::float(exact(x)? / exact(y)?)),
        Binary::FloorDiv if y < 0 => Value::small_int(x.checked_neg()?.div_euclid(-y)),
        Binary::Mod if y < 0 => Some(Value::int(-(-x).rem_euclid(-y))),
        Binary::Pow => Value::small_int(x.checked_pow(u32::try_from(y).ok()?)?),
        _ => None,
    }
}

fn floats(operator: Binary, x: f64, y: f64) -> Option<Value> {
    let result = match operator {
        Binary::Add => x + y,
        Binary::Sub => x - y,
        Binary::Mul => x * y,
        Binary::TrueDiv if y != 0.0 => x / y,
        Binary::Pow if x > 0.0 => Some(x.powf(y)).filter(|power| power.is_finite() && *power > 0.0)?,
        _ => return None,
    };
    Some(Value::float(result))
}

/// `a op b` of complex numbers, one of which may be real: that one is made complex first.
pub(crate) fn complex(operator: Binary, a: &Value, b: &Value) -> Option<Value> {
    let ((a, b), (c, d)) = (parts(a)?, parts(b)?);
    Some(match operator {
        Binary::Add => Value::complex(a + c, b + d),
        Binary::Sub => Value::complex(a - c, b - d),
        Binary::Mul => Value::complex(a * c - b * d, a * d + b * c),
        _ => return None,
    })
}

/// The real and the imaginary part of a plain number.
fn parts(value: &Value) -> Option<(f64, f64)> {
    match value.as_ref::<Complex>() {
        Some(number) if number.header().class() == ClassIndex::COMPLEX => Some((number.real, number.imaginary)),
        Some(_) => None,
        None => Some((real(value)?, 0.0)),
    }
}

/// `x // y` for a positive `y`.
#[inline(always)]
pub(crate) fn floor_divide(x: i64, y: i64) -> i64 {
    x / y - (x % y < 0) as i64
}

/// `x % y` for a positive `y`.
#[inline(always)]
pub(crate) fn floor_modulo(x: i64, y: i64) -> i64 {
    let rest = x % y;
    if rest < 0 { rest + y } else { rest }
}

/// Is `x << y` a small integer, surely?
#[inline(always)]
pub(crate) fn fits_shift(x: i64, y: i64) -> bool {
    (0..=60).contains(&y) && x.unsigned_abs() < 1 << (61 - y)
}

/// `a + b` of two plain tuples or lists.
pub(crate) fn concatenation(a: &Value, b: &Value, heap: &Heap) -> Option<Value> {
    let class = a.header()?.class();
    if b.header()?.class() != class {
        return None;
    }
    match class {
        ClassIndex::TUPLE => {
            let whole = (a, b);
            let (a, b) = (items(a, heap)?, items(b, heap)?);
            // As in CPython, the sum with nothing is the tuple itself.
            Some(if b.is_empty() {
                whole.0.clone()
            } else if a.is_empty() {
                whole.1.clone()
            } else {
                Value::tuple_of(Items::sum(a, b))
            })
        }
        ClassIndex::LIST => Some(Value::list([items(a, heap)?, items(b, heap)?].concat())),
        _ => None,
    }
}

/// `a * b` of a plain list or string and a small number, where it is not large.
pub(crate) fn repetition(a: &Value, b: &Value, heap: &Heap) -> Option<Value> {
    const LARGEST: usize = 1 << 16;
    let class = a.header()?.class();
    let count = b.as_small_int()?.max(0) as usize;
    if class == ClassIndex::LIST {
        let once = items(a, heap)?;
        if once.len().checked_mul(count)? > LARGEST {
            return None;
        }
        let mut all = Vec::with_capacity(once.len() * count);
        match once {
            [one] => all.resize(count, one.clone()),
            _ => (0..count).for_each(|_| all.extend_from_slice(once)),
        }
        return Some(Value::list(all));
    }
    let once = plain(a)?;
    let bytes = once.bytes();
    if count == 1 || bytes.len().checked_mul(count)? > LARGEST {
        return None;
    }
    Some(
        Ref::<Str>::filled(bytes.len() * count, once.len() * count, |out| match bytes {
            [byte] => out.fill(*byte),
            [] => {}
            _ => out.chunks_exact_mut(bytes.len()).for_each(|place| place.copy_from_slice(bytes)),
        })
        .into(),
    )
}

/// Is the comparison of two plain numbers, strings, or tuples or lists of such true?
#[inline]
pub(crate) fn compare(operator: Comparison, a: &Value, b: &Value, heap: &Heap) -> Option<bool> {
    if Value::both_small_ints(a, b) {
        return Some(operator.holds(a.signed_bits().cmp(&b.signed_bits())));
    }
    if let (Some(a), Some(b)) = (plain(a), plain(b)) {
        return Some(compare_text(operator, a, b));
    }
    compare_others(operator, a, b, heap, 0)
}

impl Vm {
    /// Is `a < b`, where no Python need be asked?
    #[inline]
    pub fn plain_less(&self, a: &Value, b: &Value) -> Option<bool> {
        compare(Comparison::Lt, a, b, &self.heap)
    }
}

#[inline]
fn compare_text(operator: Comparison, a: &Str, b: &Str) -> bool {
    match operator {
        Comparison::Eq => std::ptr::eq(a, b) || a.same_text(b),
        Comparison::Ne => !std::ptr::eq(a, b) && !a.same_text(b),
        _ => operator.holds(a.bytes().cmp(b.bytes())),
    }
}

/// Sequences in sequences are looked into so deep; beyond that the dunders watch the stack.
const DEEPEST: usize = 8;

fn compare_others(operator: Comparison, a: &Value, b: &Value, heap: &Heap, depth: usize) -> Option<bool> {
    if !a.is_object() && !b.is_object() {
        let order = number(a)?.partial_cmp(&number(b)?);
        return Some(order.map_or(operator == Comparison::Ne, |order| operator.holds(order)));
    }
    if a.is_small_int() || b.is_small_int() || a.kind() == Some(Kind::BigInt) {
        return Some(operator.holds(long::order(a, b)?));
    }
    let class = a.header()?.class();
    if b.header()?.class() != class {
        return None;
    }
    if class == ClassIndex::STR {
        return Some(compare_text(operator, a.as_ref::<Str>()?, b.as_ref::<Str>()?));
    }
    if depth == DEEPEST {
        return None;
    }
    let (a, b) = (items(a, heap)?, items(b, heap)?);
    for (x, y) in a.iter().zip(b) {
        if !x.is_same(y) && !(equal(x, y, heap, depth)?) {
            return match operator {
                Comparison::Eq => Some(false),
                Comparison::Ne => Some(true),
                _ => compare_items(operator, x, y, heap, depth),
            };
        }
    }
    Some(operator.holds(a.len().cmp(&b.len())))
}

fn equal(a: &Value, b: &Value, heap: &Heap, depth: usize) -> Option<bool> {
    compare_items(Comparison::Eq, a, b, heap, depth)
}

fn compare_items(operator: Comparison, a: &Value, b: &Value, heap: &Heap, depth: usize) -> Option<bool> {
    if Value::both_small_ints(a, b) {
        return Some(operator.holds(a.signed_bits().cmp(&b.signed_bits())));
    }
    compare_others(operator, a, b, heap, depth + 1)
}

/// The items of a plain tuple or list.
fn items<'a>(value: &'a Value, heap: &'a Heap) -> Option<&'a [Value]> {
    match value.header()?.class() {
        ClassIndex::TUPLE => Some(&value.as_ref::<Tuple>()?.0),
        ClassIndex::LIST => Some(&value.as_ref::<List>()?.get(heap).0),
        _ => None,
    }
}

/// A number as a float that orders as it does.
fn number(value: &Value) -> Option<f64> {
    match value.as_small_int() {
        Some(n) => (n.unsigned_abs() < 1 << 53).then_some(n as f64),
        None => value.as_float(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ints(operator: Binary, x: i64, y: i64) -> Option<i64> {
        arithmetic(operator, &Value::int(x), &Value::int(y))?.as_small_int()
    }

    #[test]
    fn division_by_a_negative_rounds_down() {
        for x in -9..10 {
            for y in -4..0 {
                let floor = (x as f64 / y as f64).floor() as i64;
                assert_eq!(ints(Binary::FloorDiv, x, y), Some(floor), "{x} // {y}");
                assert_eq!(ints(Binary::Mod, x, y), Some(x - floor * y), "{x} % {y}");
            }
        }
    }

    #[test]
    fn what_needs_more_is_left_alone() {
        assert!(ints(Binary::Pow, 2, 80).is_none() && ints(Binary::Pow, 2, -1).is_none());
        assert!(arithmetic(Binary::TrueDiv, &Value::int(1), &Value::int(0)).is_none());
        assert!(arithmetic(Binary::Add, &Value::int(Value::MAX_INT), &Value::float(1.0)).is_none());
    }
}
