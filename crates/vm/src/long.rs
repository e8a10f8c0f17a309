//! Arithmetic and order of integers, one of which is large or whose result is.

use std::cmp::Ordering;

use num_bigint::{BigInt as Big, Sign};
use num_integer::Integer;
use object::{BigInt, ClassIndex, Int, Value};

use crate::operate::Binary;

/// What is larger than this takes its time, and can be interrupted on its way: it goes by the dunders.
const MOST_BITS: u64 = 1 << 17;

/// `a op b` of two plain integers; None for what is no sum, difference, product, quotient or rest, or raises.
pub(crate) fn arithmetic(operator: Binary, a: &Value, b: &Value) -> Option<Value> {
    let result = match (plain(a)?, plain(b)?) {
        (Int::Small(a), Int::Small(b)) => {
            let (a, b) = (a as i128, b as i128);
            match operator {
                Binary::Add => (a + b).into(),
                Binary::Sub => (a - b).into(),
                Binary::Mul => (a * b).into(),
                _ => return None,
            }
        }
        (Int::Big(a), Int::Small(b)) => match operator {
            Binary::Add => a + b,
            Binary::Sub => a - b,
            Binary::Mul => a * b,
            Binary::FloorDiv if b > 0 && a.sign() == Sign::Plus => a / b,
            Binary::Mod if b > 0 && a.sign() == Sign::Plus => a % b,
            Binary::FloorDiv if b != 0 => a.div_floor(&b.into()),
            Binary::Mod if b != 0 => a.mod_floor(&b.into()),
            _ => return None,
        },
        (Int::Small(a), Int::Big(b)) => match operator {
            Binary::Add => b + a,
            Binary::Sub => a - b,
            Binary::Mul => b * a,
            Binary::FloorDiv => Big::from(a).div_floor(b),
            Binary::Mod => Big::from(a).mod_floor(b),
            _ => return None,
        },
        (Int::Big(a), Int::Big(b)) => match operator {
            Binary::Add => a + b,
            Binary::Sub => a - b,
            Binary::Mul => a * b,
            Binary::FloorDiv => a.div_floor(b),
            Binary::Mod => a.mod_floor(b),
            _ => return None,
        },
    };
    Some(Value::big_int(result))
}

/// The order of two plain integers, one of them large.
pub(crate) fn order(a: &Value, b: &Value) -> Option<Ordering> {
    let sign = |n: &Big| if n.sign() == Sign::Minus { Ordering::Less } else { Ordering::Greater };
    Some(match (plain(a)?, plain(b)?) {
        (Int::Big(a), Int::Big(b)) => a.cmp(b),
        (Int::Big(a), Int::Small(_)) => sign(a),
        (Int::Small(_), Int::Big(b)) => sign(b).reverse(),
        (Int::Small(a), Int::Small(b)) => a.cmp(&b),
    })
}

/// An integer of `int` itself that is not too large.
fn plain(value: &Value) -> Option<Int<'_>> {
    if let Some(n) = value.as_small_int() {
        return Some(Int::Small(n));
    }
    let big = value.as_ref::<BigInt>().filter(|big| big.header().class() == ClassIndex::INT)?;
    (big.0.bits() < MOST_BITS).then_some(Int::Big(&big.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_and_large_agree_with_large_alone() {
        let numbers = ["-40000000000000000000000", "-7", "0", "3", "2305843009213693951", "90000000000000000000001"];
        let numbers: Vec<Big> = numbers.iter().filter_map(|text| text.parse().ok()).collect();
        for a in &numbers {
            for b in &numbers {
                let (x, y) = (Value::big_int(a.clone()), Value::big_int(b.clone()));
                let result =
                    |operator| arithmetic(operator, &x, &y).map(|n| Int::of(&n).map(|n| n.to_big().into_owned()));
                assert_eq!(result(Binary::Add), Some(Some(a + b)));
                assert_eq!(result(Binary::Sub), Some(Some(a - b)));
                assert_eq!(result(Binary::Mul), Some(Some(a * b)));
                if b.sign() != Sign::NoSign && !(x.is_small_int() && y.is_small_int()) {
                    assert_eq!(result(Binary::FloorDiv), Some(Some(a.div_floor(b))));
                    assert_eq!(result(Binary::Mod), Some(Some(a.mod_floor(b))));
                }
                assert_eq!(order(&x, &y), Some(a.cmp(b)));
            }
        }
    }
}
