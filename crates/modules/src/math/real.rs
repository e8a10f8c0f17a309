//! Functions of one or two real numbers.

use num_bigint::{BigInt as Big, Sign};
use num_traits::{FromPrimitive, ToPrimitive};
use object::{Value, dunder};
use vm::{Method, Result, Vm, method};

use super::{domain_error, float, gamma, range_error};

const ONE: &str = "(x, /)";
const TWO: &str = "(x, y, /)";

/// Applies a function whose infinite results from finite arguments mean `range`, or else a bad argument.
fn apply(vm: &mut Vm, args: &[Value], function: fn(f64) -> f64, range: bool) -> Result {
    let x = float(vm, &args[0])?;
    let y = function(x);
    if y.is_nan() && !x.is_nan() {
        return Err(domain_error(vm));
    }
    if y.is_infinite() && x.is_finite() {
        return Err(if range { range_error(vm) } else { domain_error(vm) });
    }
    Ok(Value::float(y))
}

macro_rules! functions {
    ($($name:ident $function:expr, $range:literal;)*) => {
        $(fn $name(vm: &mut Vm, args: &[Value]) -> Result { apply(vm, args, $function, $range) })*
    };
}

functions! {
    acos f64::acos, false;
    acosh libm::acosh, false;
    asin f64::asin, false;
    asinh libm::asinh, false;
    atan f64::atan, false;
    atanh libm::atanh, false;
    cbrt f64::cbrt, false;
    cos f64::cos, false;
    cosh f64::cosh, true;
    erf libm::erf, false;
    erfc libm::erfc, false;
    exp f64::exp, true;
    exp2 f64::exp2, true;
    expm1 f64::exp_m1, true;
    fabs f64::abs, false;
    log1p f64::ln_1p, false;
    sin f64::sin, false;
    sinh f64::sinh, true;
    sqrt f64::sqrt, false;
    tan f64::tan, false;
    tanh f64::tanh, false;
}

pub(super) const FUNCTIONS: &[Method] = &[
    method("acos", acos, ONE, "Return the arc cosine (measured in radians) of x."),
    method("acosh", acosh, ONE, "Return the inverse hyperbolic cosine of x."),
    method("asin", asin, ONE, "Return the arc sine (measured in radians) of x."),
    method("asinh", asinh, ONE, "Return the inverse hyperbolic sine of x."),
    method("atan", atan, ONE, "Return the arc tangent (measured in radians) of x."),
    method("atan2", atan2, "(y, x, /)", "Return the arc tangent (measured in radians) of y/x."),
    method("atanh", atanh, ONE, "Return the inverse hyperbolic tangent of x."),
    method("cbrt", cbrt, ONE, "Return the cube root of x."),
    method("ceil", ceil, ONE, "Return the ceiling of x as an Integral."),
    method("copysign", copysign, TWO, "Return a float with the magnitude (absolute value) of x but the sign of y."),
    method("cos", cos, ONE, "Return the cosine of x (measured in radians)."),
    method("cosh", cosh, ONE, "Return the hyperbolic cosine of x."),
    method("degrees", degrees, ONE, "Convert angle x from radians to degrees."),
    method("erf", erf, ONE, "Error function at x."),
    method("erfc", erfc, ONE, "Complementary error function at x."),
    method("exp", exp, ONE, "Return e raised to the power of x."),
    method("exp2", exp2, ONE, "Return 2 raised to the power of x."),
    method("expm1", expm1, ONE, "Return exp(x)-1."),
    method("fabs", fabs, ONE, "Return the absolute value of the float x."),
    method("floor", floor, ONE, "Return the floor of x as an Integral."),
    method("fma", fma, "(x, y, z, /)", "Fused multiply-add operation."),
    method("fmod", fmod, TWO, "Return fmod(x, y), according to platform C."),
    method("frexp", frexp, ONE, "Return the mantissa and exponent of x, as pair (m, e)."),
    method("gamma", gamma_function, ONE, "Gamma function at x."),
    method(
        "isclose",
        isclose,
        "(a, b, *, rel_tol=1e-09, abs_tol=0.0)",
        "Determine whether two floating-point numbers are close in value.",
    ),
    method("isfinite", isfinite, ONE, "Return True if x is neither an infinity nor a NaN, and False otherwise."),
    method("isinf", isinf, ONE, "Return True if x is a positive or negative infinity, and False otherwise."),
    method("isnan", isnan, ONE, "Return True if x is a NaN (not a number), and False otherwise."),
    method("ldexp", ldexp, "(x, i, /)", "Return x * (2**i)."),
    method("lgamma", lgamma, ONE, "Natural logarithm of absolute value of Gamma function at x."),
    method("log", log, "(x, base=<e>, /)", "Return the logarithm of x to the given base."),
    method("log10", log10, ONE, "Return the base 10 logarithm of x."),
    method("log1p", log1p, ONE, "Return the natural logarithm of 1+x (base e)."),
    method("log2", log2, ONE, "Return the base 2 logarithm of x."),
    method("modf", modf, ONE, "Return the fractional and integer parts of x."),
    method(
        "nextafter",
        nextafter,
        "(x, y, /, *, steps=None)",
        "The float the given number of steps after x towards y.",
    ),
    method("pow", pow, TWO, "Return x**y (x to the power of y)."),
    method("radians", radians, ONE, "Convert angle x from degrees to radians."),
    method("remainder", remainder, TWO, "Difference between x and the closest integer multiple of y."),
    method("sin", sin, ONE, "Return the sine of x (measured in radians)."),
    method("sinh", sinh, ONE, "Return the hyperbolic sine of x."),
    method("sqrt", sqrt, ONE, "Return the square root of x."),
    method("tan", tan, ONE, "Return the tangent of x (measured in radians)."),
    method("tanh", tanh, ONE, "Return the hyperbolic tangent of x."),
    method("trunc", trunc, ONE, "Truncates the Real x to the nearest Integral toward 0."),
    method("ulp", ulp, ONE, "Return the value of the least significant bit of the float x."),
];

fn both(vm: &mut Vm, args: &[Value]) -> Result<(f64, f64)> {
    Ok((float(vm, &args[0])?, float(vm, &args[1])?))
}

fn degrees(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(Value::float(float(vm, &args[0])? * (180.0 / std::f64::consts::PI)))
}

fn radians(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(Value::float(float(vm, &args[0])? * (std::f64::consts::PI / 180.0)))
}

fn atan2(vm: &mut Vm, args: &[Value]) -> Result {
    let (y, x) = both(vm, args)?;
    Ok(Value::float(y.atan2(x)))
}

fn copysign(vm: &mut Vm, args: &[Value]) -> Result {
    let (x, y) = both(vm, args)?;
    Ok(Value::float(x.copysign(y)))
}

fn isfinite(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(Value::bool(float(vm, &args[0])?.is_finite()))
}
fn isinf(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(Value::bool(float(vm, &args[0])?.is_infinite()))
}
fn isnan(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(Value::bool(float(vm, &args[0])?.is_nan()))
}

fn gamma_function(vm: &mut Vm, args: &[Value]) -> Result {
    let x = float(vm, &args[0])?;
    match gamma::gamma(x) {
        Ok(y) => Ok(Value::float(y)),
        Err(gamma::Fault::Domain) => Err(domain_error(vm)),
        Err(gamma::Fault::Range) => Err(range_error(vm)),
    }
}

fn lgamma(vm: &mut Vm, args: &[Value]) -> Result {
    let x = float(vm, &args[0])?;
    match gamma::ln_gamma(x) {
        Ok(y) => Ok(Value::float(y)),
        Err(gamma::Fault::Domain) => Err(domain_error(vm)),
        Err(gamma::Fault::Range) => Err(range_error(vm)),
    }
}

// ---- to integers ----------------------------------------------------------------------------------

fn whole(vm: &mut Vm, x: f64) -> Result {
    if x.is_nan() {
        return Err(vm.value_error("cannot convert float NaN to integer"));
    }
    if x.is_infinite() {
        return Err(vm.overflow_error("cannot convert float infinity to integer"));
    }
    if x.abs() < 1e18 {
        return Ok(Value::from_i64(x as i64));
    }
    Ok(Value::big_int(Big::from_f64(x).unwrap_or_default()))
}

fn rounded(vm: &mut Vm, value: &Value, hook: usize, round: fn(f64) -> f64) -> Result {
    if let Some(x) = value.as_float()
        && !value.header().is_some_and(|h| h.is_extended())
    {
        return whole(vm, round(x));
    }
    if value.is_small_int() {
        return Ok(value.clone());
    }
    if let Some(b) = value.as_bool() {
        return Ok(Value::int(b as i64));
    }
    if let Some(result) = vm.call_dunder(value, hook, &[]) {
        return result;
    }
    let x = float(vm, value)?;
    whole(vm, round(x))
}

fn floor(vm: &mut Vm, args: &[Value]) -> Result {
    rounded(vm, &args[0], dunder::FLOOR, f64::floor)
}

fn ceil(vm: &mut Vm, args: &[Value]) -> Result {
    rounded(vm, &args[0], dunder::CEIL, f64::ceil)
}

fn trunc(vm: &mut Vm, args: &[Value]) -> Result {
    if let Some(x) = args[0].as_float()
        && !args[0].header().is_some_and(|h| h.is_extended())
    {
        return whole(vm, x.trunc());
    }
    if args[0].is_small_int() {
        return Ok(args[0].clone());
    }
    if let Some(b) = args[0].as_bool() {
        return Ok(Value::int(b as i64));
    }
    match vm.call_dunder(&args[0], dunder::TRUNC, &[]) {
        Some(result) => result,
        None => {
            let name = vm.type_name(&args[0]);
            Err(vm.type_error(format!("type {name} doesn't define __trunc__ method")))
        }
    }
}

// ---- logarithms -------------------------------------------------------------------------------------

/// The logarithm of an integer too large for a float: that of its leading bits and its length.
fn log_of(vm: &mut Vm, value: &Value, log: fn(f64) -> f64) -> Result<f64> {
    let Some(n) = value.as_ref::<object::BigInt>() else {
        let x = float(vm, value)?;
        return match log(x) {
            _ if x == 0.0 => Err(domain_error(vm)),
            y if y.is_nan() && !x.is_nan() => Err(domain_error(vm)),
            y => Ok(y),
        };
    };
    if n.0.sign() == Sign::Minus {
        return Err(domain_error(vm));
    }
    if let Some(x) = n.0.to_f64()
        && x.is_finite()
    {
        return Ok(log(x));
    }
    let bits = n.0.bits();
    let leading = (&n.0 >> (bits - 64)).to_f64().unwrap_or(1.0) / 2f64.powi(64);
    Ok(log(leading) + log(2.0) * bits as f64)
}

fn log(vm: &mut Vm, args: &[Value]) -> Result {
    let x = log_of(vm, &args[0], f64::ln)?;
    if args[1].is_unbound() {
        return Ok(Value::float(x));
    }
    let base = log_of(vm, &args[1], f64::ln)?;
    if base == 0.0 {
        return Err(vm.zero_division("float division by zero"));
    }
    Ok(Value::float(x / base))
}

fn log2(vm: &mut Vm, args: &[Value]) -> Result {
    log_of(vm, &args[0], f64::log2).map(Value::float)
}

fn log10(vm: &mut Vm, args: &[Value]) -> Result {
    log_of(vm, &args[0], f64::log10).map(Value::float)
}

// ---- powers and remainders ------------------------------------------------------------------------------

fn pow(vm: &mut Vm, args: &[Value]) -> Result {
    let (x, y) = both(vm, args)?;
    let r = x.powf(y);
    if x.is_finite() && y.is_finite() && !r.is_finite() {
        return Err(if r.is_nan() || x == 0.0 { domain_error(vm) } else { range_error(vm) });
    }
    Ok(Value::float(r))
}

fn fmod(vm: &mut Vm, args: &[Value]) -> Result {
    let (x, y) = both(vm, args)?;
    if y.is_infinite() && x.is_finite() {
        return Ok(Value::float(x));
    }
    let r = x % y;
    if r.is_nan() && !x.is_nan() && !y.is_nan() {
        return Err(domain_error(vm));
    }
    Ok(Value::float(r))
}

fn remainder(vm: &mut Vm, args: &[Value]) -> Result {
    let (x, y) = both(vm, args)?;
    if x.is_nan() || y.is_nan() {
        return Ok(Value::float(if x.is_nan() { x } else { y }));
    }
    if x.is_infinite() || y == 0.0 {
        return Err(domain_error(vm));
    }
    Ok(Value::float(if y.is_infinite() { x } else { nearest_remainder(x, y) }))
}

/// IEEE 754: what is left of x after the nearest multiple of y, the even one of two equally near.
fn nearest_remainder(x: f64, y: f64) -> f64 {
    let (x_size, y_size) = (x.abs(), y.abs());
    let m = x_size % y_size;
    let c = y_size - m;
    let r = if m < c {
        m
    } else if m > c {
        -c
    } else {
        m - 2.0 * ((0.5 * (x_size - m)) % y_size)
    };
    1f64.copysign(x) * r
}

fn fma(vm: &mut Vm, args: &[Value]) -> Result {
    let (x, y, z) = (float(vm, &args[0])?, float(vm, &args[1])?, float(vm, &args[2])?);
    let r = x.mul_add(y, z);
    if r.is_finite() {
        return Ok(Value::float(r));
    }
    if r.is_nan() && !x.is_nan() && !y.is_nan() && !z.is_nan() {
        return Err(vm.value_error("invalid operation in fma"));
    }
    if r.is_infinite() && x.is_finite() && y.is_finite() && z.is_finite() {
        return Err(vm.overflow_error("overflow in fma"));
    }
    Ok(Value::float(r))
}

fn isclose(vm: &mut Vm, args: &[Value]) -> Result {
    let (a, b) = both(vm, args)?;
    let (relative, absolute) = (float(vm, &args[2])?, float(vm, &args[3])?);
    if relative < 0.0 || absolute < 0.0 {
        return Err(vm.value_error("tolerances must be non-negative"));
    }
    if a == b {
        return Ok(Value::TRUE);
    }
    if a.is_infinite() || b.is_infinite() {
        return Ok(Value::FALSE);
    }
    let difference = (b - a).abs();
    let close = difference <= (relative * b).abs() || difference <= (relative * a).abs() || difference <= absolute;
    Ok(Value::bool(close))
}

// ---- the bits of a float ------------------------------------------------------------------------------

/// Mantissa in 0.5 .. 1 and exponent.
pub(super) fn split(x: f64) -> (f64, i32) {
    libm::frexp(x)
}

fn frexp(vm: &mut Vm, args: &[Value]) -> Result {
    let x = float(vm, &args[0])?;
    let (mantissa, exponent) = if x == 0.0 || !x.is_finite() { (x, 0) } else { split(x) };
    Ok(Value::tuple_of([Value::float(mantissa), Value::int(exponent as i64)]))
}

fn ldexp(vm: &mut Vm, args: &[Value]) -> Result {
    let x = float(vm, &args[0])?;
    let Some(n) = vm.as_big(&args[1]) else {
        return Err(vm.type_error("Expected an int as second argument to ldexp."));
    };
    let exponent = n.to_i64().unwrap_or(if n.sign() == Sign::Minus { i64::MIN } else { i64::MAX });
    if x == 0.0 || !x.is_finite() {
        return Ok(Value::float(x));
    }
    let r = scaled(x, exponent.clamp(-5000, 5000) as i32);
    if r.is_infinite() {
        return Err(range_error(vm));
    }
    Ok(Value::float(r))
}

pub(super) fn scaled(x: f64, exponent: i32) -> f64 {
    libm::ldexp(x, exponent)
}

fn modf(vm: &mut Vm, args: &[Value]) -> Result {
    let x = float(vm, &args[0])?;
    let whole = x.trunc();
    let fraction = if x.is_infinite() { 0f64.copysign(x) } else { (x - whole).copysign(x) };
    let pair = if x.is_nan() {
        vec![Value::float(x), Value::float(x)]
    } else {
        vec![Value::float(fraction), Value::float(whole)]
    };
    Ok(Value::tuple(pair))
}

fn ulp(vm: &mut Vm, args: &[Value]) -> Result {
    let x = float(vm, &args[0])?.abs();
    if x.is_nan() || x.is_infinite() {
        return Ok(Value::float(x));
    }
    let above = x.next_up();
    Ok(Value::float(if above.is_infinite() { x - x.next_down() } else { above - x }))
}

fn nextafter(vm: &mut Vm, args: &[Value]) -> Result {
    let (x, y) = both(vm, args)?;
    if args[2].is_none() {
        return Ok(Value::float(steps_towards(x, y, 1)));
    }
    let steps = vm.index_big(&args[2])?;
    if steps.sign() == Sign::Minus {
        return Err(vm.value_error("steps must be a non-negative integer"));
    }
    Ok(Value::float(steps_towards(x, y, steps.to_u64().unwrap_or(u64::MAX))))
}

fn steps_towards(x: f64, y: f64, steps: u64) -> f64 {
    if steps == 0 {
        return x;
    }
    if x.is_nan() {
        return x;
    }
    if y.is_nan() || x == y {
        return y;
    }
    // Floats in their order, as integers around zero.
    let place = |x: f64| {
        let bits = x.to_bits() as i64;
        if bits < 0 { -((bits & i64::MAX) as i128) } else { bits as i128 }
    };
    let (from, to) = (place(x), place(y));
    let steps = steps as i128;
    let at = if from < to { (from + steps).min(to) } else { (from - steps).max(to) };
    if at == to {
        return y;
    }
    let size = f64::from_bits(at.unsigned_abs() as u64);
    let negative = at < 0 || at == 0 && from < 0;
    if negative { -size } else { size }
}
