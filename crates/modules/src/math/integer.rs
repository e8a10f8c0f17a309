//! Functions of integers.

use num_bigint::{BigInt as Big, Sign};
use num_integer::{Integer, Roots};
use num_traits::{One, ToPrimitive, Zero};
use object::Value;
use vm::{Method, Result, Vm, method};

pub(super) const FUNCTIONS: &[Method] = &[
    method(
        "comb",
        comb,
        "(n, k, /)",
        "Number of ways to choose k items from n items without repetition and without order.",
    ),
    method("factorial", factorial, "(n, /)", "Find n!."),
    method("gcd", gcd, "(*integers)", "Greatest Common Divisor."),
    method("isqrt", isqrt, "(n, /)", "Return the integer part of the square root of the input."),
    method("lcm", lcm, "(*integers)", "Least Common Multiple."),
    method(
        "perm",
        perm,
        "(n, k=None, /)",
        "Number of ways to choose k items from n items without repetition and with order.",
    ),
];

fn gcd(vm: &mut Vm, args: &[Value]) -> Result {
    folded(vm, args, 0, |a, b| a.gcd(b), |a, b| Some(a.gcd(&b)))
}

fn lcm(vm: &mut Vm, args: &[Value]) -> Result {
    folded(
        vm,
        args,
        1,
        |a, b| a.lcm(b),
        |a, b| {
            if a == 0 || b == 0 { Some(0) } else { (a / a.gcd(&b)).checked_mul(b) }
        },
    )
}

/// Folds integers, as machine words while they fit.
fn folded(
    vm: &mut Vm,
    args: &[Value],
    start: u64,
    large: fn(&Big, &Big) -> Big,
    small: fn(u64, u64) -> Option<u64>,
) -> Result {
    let items = vm.tuple_items(&args[0]).to_vec();
    let mut result = Ok(start);
    for item in &items {
        let n = vm.index_value(item)?;
        result = match (result, n.as_small_int()) {
            (Ok(a), Some(n)) => match small(a, n.unsigned_abs()) {
                Some(r) => Ok(r),
                None => Err(large(&Big::from(a), &Big::from(n))),
            },
            (result, _) => {
                let a = result.map_or_else(|big| big, Big::from);
                let b = vm.as_big(&n).unwrap_or_default();
                Err(large(&a, &b))
            }
        };
    }
    Ok(Value::big_int(result.map_or_else(|big| big, Big::from)))
}

fn isqrt(vm: &mut Vm, args: &[Value]) -> Result {
    let n = vm.index_value(&args[0])?;
    match n.as_small_int() {
        Some(n) if n >= 0 => return Ok(Value::int((n as u64).sqrt() as i64)),
        Some(_) => return Err(vm.value_error("isqrt() argument must be nonnegative")),
        None => {}
    }
    let n = vm.as_big(&n).unwrap_or_default();
    if n.sign() == Sign::Minus {
        return Err(vm.value_error("isqrt() argument must be nonnegative"));
    }
    Ok(Value::big_int(n.sqrt()))
}

fn factorial(vm: &mut Vm, args: &[Value]) -> Result {
    let n = vm.index_big(&args[0])?;
    if n.sign() == Sign::Minus {
        return Err(vm.value_error("factorial() not defined for negative values"));
    }
    match n.to_i64() {
        Some(n) if n < 2 => Ok(Value::int(1)),
        Some(n) => product(vm, 2, n as u64).map(Value::big_int),
        None => Err(vm.overflow_error(format!("factorial() argument should not exceed {}", i64::MAX))),
    }
}

/// first * … * last, by halves, so that large factors meet large ones.
fn product(vm: &mut Vm, first: u64, last: u64) -> Result<Big> {
    // A product of this many bits would not fit into memory.
    if last - first > 1 << 32 {
        return Err(vm.memory_error());
    }
    Ok(product_of(first, last))
}

fn product_of(first: u64, last: u64) -> Big {
    if last < first {
        return Big::one();
    }
    if last - first < 16 {
        let (mut all, mut word) = (Big::one(), 1u64);
        for n in first..=last {
            match word.checked_mul(n) {
                Some(more) => word = more,
                None => {
                    all *= word;
                    word = n;
                }
            }
        }
        return all * word;
    }
    let middle = first + (last - first) / 2;
    product_of(first, middle) * product_of(middle + 1, last)
}

fn two(vm: &mut Vm, args: &[Value]) -> Result<(Big, Big)> {
    let (n, k) = (vm.index_big(&args[0])?, vm.index_big(&args[1])?);
    for (number, name) in [(&n, "n"), (&k, "k")] {
        if number.sign() == Sign::Minus {
            return Err(vm.value_error(format!("{name} must be a non-negative integer")));
        }
    }
    Ok((n, k))
}

fn perm(vm: &mut Vm, args: &[Value]) -> Result {
    if args[1].is_none() {
        return factorial(vm, args);
    }
    let (n, k) = two(vm, args)?;
    if n < k {
        return Ok(Value::int(0));
    }
    let Some(k) = k.to_u64().filter(|k| *k <= i64::MAX as u64) else {
        return Err(vm.overflow_error(format!("k must not exceed {}", i64::MAX)));
    };
    if k == 0 {
        return Ok(Value::int(1));
    }
    if let Some(n) = n.to_u64() {
        return product(vm, n - k + 1, n).map(Value::big_int);
    }
    let mut result = n.clone();
    for i in 1..k {
        result *= &n - i;
    }
    Ok(Value::big_int(result))
}

fn comb(vm: &mut Vm, args: &[Value]) -> Result {
    let (n, k) = two(vm, args)?;
    if n < k {
        return Ok(Value::int(0));
    }
    let rest = &n - &k;
    let Some(k) = k.min(rest).to_u64().filter(|k| *k <= i64::MAX as u64) else {
        return Err(vm.overflow_error(format!("min(n - k, k) must not exceed {}", i64::MAX)));
    };
    if k == 0 {
        return Ok(Value::int(1));
    }
    if let Some(small) = n.to_u64().and_then(|n| small_comb(n, k)) {
        return Ok(Value::big_int(small.into()));
    }
    if let Some(n) = n.to_u64()
        && k > 40
    {
        return Ok(Value::big_int(product(vm, n - k + 1, n)? / product(vm, 1, k)?));
    }
    let mut result = Big::one();
    let mut factor = n;
    for i in 1..=k {
        result *= &factor;
        result /= i;
        factor -= 1;
        if result.is_zero() {
            break;
        }
    }
    Ok(Value::big_int(result))
}

/// As long as all fits into words.
fn small_comb(n: u64, k: u64) -> Option<u64> {
    let mut result = 1u128;
    for i in 0..k {
        result = result.checked_mul((n - i) as u128)? / (i + 1) as u128;
        if result > u64::MAX as u128 {
            return None;
        }
    }
    Some(result as u64)
}
