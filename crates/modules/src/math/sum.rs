//! Sums, products and lengths of many numbers.

use num_bigint::BigInt as Big;
use object::{Tuple, Value};
use vm::{Binary, Method, Result, Vm, method};

use super::float;
use super::real::{scaled, split};

pub(super) const FUNCTIONS: &[Method] = &[
    method("dist", dist, "(p, q, /)", "Return the Euclidean distance between two points p and q."),
    method("fsum", fsum, "(seq, /)", "Return an accurate floating-point sum of values in the iterable seq."),
    method("hypot", hypot, "(*coordinates)", "Multidimensional Euclidean distance from the origin to a point."),
    method(
        "prod",
        prod,
        "(iterable, /, *, start=1)",
        "Calculate the product of all the elements in the input iterable.",
    ),
    method("sumprod", sumprod, "(p, q, /)", "Return the sum of products of values from two iterables p and q."),
];

// ---- fsum -----------------------------------------------------------------------------------------

/// The exact sum, as floats that do not overlap, the smallest first.
fn fsum(vm: &mut Vm, args: &[Value]) -> Result {
    let iterator = vm.iter(&args[0])?;
    let mut partials: Vec<f64> = Vec::new();
    let (mut special, mut infinite) = (0.0, 0.0);
    while let Some(item) = vm.next(&iterator)? {
        let given = float(vm, &item)?;
        let mut x = given;
        let mut kept = 0;
        for i in 0..partials.len() {
            let mut y = partials[i];
            if x.abs() < y.abs() {
                (x, y) = (y, x);
            }
            let high = x + y;
            let low = y - (high - x);
            if low != 0.0 {
                partials[kept] = low;
                kept += 1;
            }
            x = high;
        }
        partials.truncate(kept);
        if x == 0.0 {
            continue;
        }
        if x.is_finite() {
            partials.push(x);
            continue;
        }
        if given.is_finite() {
            return Err(vm.overflow_error("intermediate overflow in fsum"));
        }
        if given.is_infinite() {
            infinite += given;
        }
        special += given;
        partials.clear();
    }
    if special != 0.0 {
        if infinite.is_nan() {
            return Err(vm.value_error("-inf + inf in fsum"));
        }
        return Ok(Value::float(special));
    }
    Ok(Value::float(rounded_sum(&partials)))
}

/// Adds non-overlapping floats from the largest on; half-way cases look at what follows.
fn rounded_sum(partials: &[f64]) -> f64 {
    let mut rest = partials.iter().rev().copied();
    let Some(mut high) = rest.next() else {
        return 0.0;
    };
    let mut low = 0.0;
    for y in rest.by_ref() {
        let x = high;
        high = x + y;
        low = y - (high - x);
        if low != 0.0 {
            break;
        }
    }
    if let Some(next) = rest.next()
        && (low < 0.0 && next < 0.0 || low > 0.0 && next > 0.0)
    {
        let y = low * 2.0;
        let x = high + y;
        if y == x - high {
            high = x;
        }
    }
    high
}

// ---- prod --------------------------------------------------------------------------------------------

fn prod(vm: &mut Vm, args: &[Value]) -> Result {
    let iterator = vm.iter(&args[0])?;
    let mut total = args[1].clone();
    while let Some(item) = vm.next(&iterator)? {
        let small = if Value::both_small_ints(&total, &item) { Value::mul_small(&total, &item) } else { None };
        total = match small {
            Some(product) => product,
            None => vm.binary(Binary::Mul, &total, &item)?,
        };
    }
    Ok(total)
}

// ---- sumprod -------------------------------------------------------------------------------------------

/// A float in three parts, the later ones what rounding lost in the earlier.
#[derive(Clone, Copy, Default)]
struct Triple {
    high: f64,
    low: f64,
    tiny: f64,
}

fn two_sum(a: f64, b: f64) -> (f64, f64) {
    let x = a + b;
    let z = x - a;
    (x, (a - (x - z)) + (b - z))
}

fn two_product(a: f64, b: f64) -> (f64, f64) {
    let x = a * b;
    (x, a.mul_add(b, -x))
}

impl Triple {
    fn add_product(self, x: f64, y: f64) -> Triple {
        let product = two_product(x, y);
        let sum = two_sum(self.high, product.0);
        let first = two_sum(self.low, product.1);
        let second = two_sum(first.0, sum.1);
        Triple { high: sum.0, low: second.0, tiny: self.tiny + first.1 + second.1 }
    }
    fn value(self) -> f64 {
        let last = two_sum(self.low, self.tiny);
        self.high + last.0
    }
}

fn sumprod(vm: &mut Vm, args: &[Value]) -> Result {
    let (p, q) = (vm.iter(&args[0])?, vm.iter(&args[1])?);
    let mut total = Value::int(0);
    // While all pairs are of one kind, they are summed in words or in triples.
    let (mut whole, mut real): (Option<i128>, Option<Triple>) = (None, None);
    loop {
        let (a, b) = (vm.next(&p)?, vm.next(&q)?);
        let (a, b) = match (a, b) {
            (Some(a), Some(b)) => (a, b),
            (None, None) => break,
            _ => return Err(vm.value_error("Inputs are not the same length")),
        };
        if let (Some(x), Some(y)) = (a.as_small_int(), b.as_small_int())
            && real.is_none()
        {
            let sum = (x as i128 * y as i128).checked_add(whole.unwrap_or(0));
            if let Some(sum) = sum {
                whole = Some(sum);
                continue;
            }
        }
        if let Some(sum) = whole.take() {
            total = vm.binary(Binary::Add, &total, &Value::big_int(Big::from(sum)))?;
        }
        if let (Some(x), Some(y)) = (plain_float(&a), plain_float(&b))
            && (a.as_float().is_some() || b.as_float().is_some())
            && (real.is_some() || total.as_small_int().is_some() || total.as_float().is_some())
        {
            let sum = real.unwrap_or_default().add_product(x, y);
            if sum.value().is_finite() {
                real = Some(sum);
                continue;
            }
        }
        if let Some(sum) = real.take() {
            total = vm.binary(Binary::Add, &total, &Value::float(sum.value()))?;
        }
        let product = vm.binary(Binary::Mul, &a, &b)?;
        total = vm.binary(Binary::Add, &total, &product)?;
    }
    if let Some(sum) = whole {
        total = vm.binary(Binary::Add, &total, &Value::big_int(Big::from(sum)))?;
    }
    if let Some(sum) = real {
        total = vm.binary(Binary::Add, &total, &Value::float(sum.value()))?;
    }
    Ok(total)
}

/// A float, or an integer that is one exactly enough for CPython.
fn plain_float(value: &Value) -> Option<f64> {
    value
        .as_float()
        .or_else(|| value.as_small_int().map(|n| n as f64))
        .or_else(|| value.as_bool().map(|b| b as i64 as f64))
}

// ---- lengths -------------------------------------------------------------------------------------------

fn hypot(vm: &mut Vm, args: &[Value]) -> Result {
    let coordinates = vm.tuple_items(&args[0]).to_vec();
    let mut all = Vec::with_capacity(coordinates.len());
    for value in &coordinates {
        all.push(float(vm, value)?.abs());
    }
    Ok(Value::float(length(&all)))
}

fn dist(vm: &mut Vm, args: &[Value]) -> Result {
    let point = |vm: &mut Vm, value: &Value| match value.as_ref::<Tuple>() {
        Some(tuple) => Ok(tuple.0.to_vec()),
        None => vm.collect(value),
    };
    let (p, q) = (point(vm, &args[0])?, point(vm, &args[1])?);
    if p.len() != q.len() {
        return Err(vm.value_error("both points must have the same number of dimensions"));
    }
    let mut all = Vec::with_capacity(p.len());
    for (a, b) in p.iter().zip(&q) {
        all.push((float(vm, a)? - float(vm, b)?).abs());
    }
    Ok(Value::float(length(&all)))
}

/// The root of the sum of squares, scaled so that nothing overflows, with what rounding lost kept apart.
fn length(all: &[f64]) -> f64 {
    let most = all.iter().copied().fold(0.0, f64::max);
    if all.iter().any(|x| x.is_infinite()) {
        return f64::INFINITY;
    }
    if all.iter().any(|x| x.is_nan()) {
        return f64::NAN;
    }
    if most == 0.0 || all.len() <= 1 {
        return most;
    }
    let (_, exponent) = split(most);
    if exponent < -1023 {
        let larger: Vec<f64> = all.iter().map(|x| x / f64::MIN_POSITIVE).collect();
        return f64::MIN_POSITIVE * length(&larger);
    }
    let scale = scaled(1.0, -exponent);
    let (mut sum, mut lost_products, mut lost_sums) = (1.0, 0.0, 0.0);
    let mut add = |product: (f64, f64)| {
        let next = sum + product.0;
        lost_sums += (sum - next) + product.0;
        sum = next;
        lost_products += product.1;
        sum - 1.0 + (lost_products + lost_sums)
    };
    let mut squares = 0.0;
    for x in all {
        let x = x * scale;
        squares = add(two_product(x, x));
    }
    let mut root = squares.sqrt();
    let left = add(two_product(-root, root));
    root += left / (2.0 * root);
    root / scale
}
