//! Integers as numbers: a small one in its word, a big one borrowed from the heap.

use std::borrow::Cow;
use std::cmp::Ordering;

use num_bigint::{BigInt as Big, Sign};
use num_traits::ToPrimitive;

use crate::types::BigInt;
use crate::value::Value;

/// The number that an int, a bool, or an instance of a subclass of int is.
#[derive(Clone, Copy)]
pub enum Int<'a> {
    Small(i64),
    Big(&'a Big),
}

impl<'a> Int<'a> {
    #[inline]
    pub fn of(value: &'a Value) -> Option<Int<'a>> {
        if let Some(n) = value.as_small_int() {
            return Some(Int::Small(n));
        }
        if let Some(n) = value.as_ref::<BigInt>() {
            return Some(Int::Big(&n.0));
        }
        value.as_bool().map(|b| Int::Small(b as i64))
    }

    pub fn to_big(self) -> Cow<'a, Big> {
        match self {
            Int::Small(n) => Cow::Owned(n.into()),
            Int::Big(n) => Cow::Borrowed(n),
        }
    }

    #[inline]
    pub fn to_i64(self) -> Option<i64> {
        match self {
            Int::Small(n) => Some(n),
            Int::Big(n) => n.to_i64(),
        }
    }

    pub fn is_negative(self) -> bool {
        match self {
            Int::Small(n) => n < 0,
            Int::Big(n) => n.sign() == Sign::Minus,
        }
    }

    pub fn is_zero(self) -> bool {
        match self {
            Int::Small(n) => n == 0,
            Int::Big(n) => n.sign() == Sign::NoSign,
        }
    }

    /// The nearest float, ties to even; None where it is beyond all of them.
    pub fn to_f64(self) -> Option<f64> {
        match self {
            Int::Small(n) => Some(n as f64),
            Int::Big(n) => n.to_f64().filter(|x| x.is_finite()),
        }
    }

    pub fn compare(self, other: Int) -> Ordering {
        match (self, other) {
            (Int::Small(a), Int::Small(b)) => a.cmp(&b),
            _ => self.to_big().cmp(&other.to_big()),
        }
    }

    /// Compares with a float exactly: no rounding of large integers. None for NaN.
    pub fn compare_float(self, x: f64) -> Option<Ordering> {
        if x.is_nan() {
            return None;
        }
        if let Int::Small(n) = self
            && n.unsigned_abs() < 1 << 53
        {
            return (n as f64).partial_cmp(&x);
        }
        if x.is_infinite() {
            return Some(if x > 0.0 { Ordering::Less } else { Ordering::Greater });
        }
        let whole = <Big as num_traits::FromPrimitive>::from_f64(x.trunc()).unwrap_or_default();
        let order = self.to_big().as_ref().cmp(&whole);
        Some(order.then(0.0.partial_cmp(&x.fract()).unwrap_or(Ordering::Equal)))
    }

    /// CPython's hash: the number modulo 2**61 - 1, with its sign.
    #[inline]
    pub fn hash(self) -> i64 {
        let hash = match self {
            Int::Small(n) if n.unsigned_abs() < MODULUS as u64 => n,
            Int::Small(n) => n % MODULUS,
            Int::Big(n) => (n % MODULUS).to_i64().unwrap_or(0),
        };
        if hash == -1 { -2 } else { hash }
    }
}

const MODULUS: i64 = (1 << 61) - 1;

/// A float hashes as the rational number that it is:
/// <https://docs.python.org/3.13/library/stdtypes.html#hashing-of-numeric-types>. None for NaN.
pub fn hash_float(x: f64) -> Option<i64> {
    const BITS: i64 = 61;
    const MASK: u64 = (1 << BITS) - 1;
    if x.is_nan() {
        return None;
    }
    if x.is_infinite() {
        return Some(if x > 0.0 { 314159 } else { -314159 });
    }
    if x.fract() == 0.0 && x.abs() < 9e15 {
        return Some(if x == -1.0 { -2 } else { x as i64 });
    }
    let bits = x.abs().to_bits();
    let raw = (bits >> 52) as i64;
    let (mantissa, exponent) = if raw == 0 { (bits, -1074) } else { ((bits & ((1 << 52) - 1)) | 1 << 52, raw - 1075) };
    let shift = exponent.rem_euclid(BITS) as u64;
    let reduced = mantissa % MASK;
    let rotated = ((reduced << shift) & MASK) | (reduced >> (BITS as u64 - shift));
    let hash = (rotated % MASK) as i64 * if x < 0.0 { -1 } else { 1 };
    Some(if hash == -1 { -2 } else { hash })
}
