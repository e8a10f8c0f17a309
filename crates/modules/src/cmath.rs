//! `cmath`: functions of complex numbers.

use object::{Complex, Module, Ref, Value};
use vm::{Method, Raised, Result, Vm, method};

type Pair = (f64, f64);

/// What went wrong in a function.
enum Fault {
    Domain,
    Range,
}

type Outcome = std::result::Result<Pair, Fault>;

const ONE: &str = "(z, /)";

macro_rules! functions {
    ($($name:ident $function:expr;)*) => {
        $(fn $name(vm: &mut Vm, args: &[Value]) -> Result { apply(vm, args, $function) })*
    };
}

functions! {
    acos |z| Ok(arc_cosine(z));
    acosh |z| Ok(area_cosine(z));
    asin |(x, y)| { let (a, b) = area_sine((-y, x)); Ok((b, -a)) };
    asinh |z| Ok(area_sine(z));
    atan |(x, y)| { let (a, b) = area_tangent((-y, x))?; Ok((b, -a)) };
    atanh area_tangent;
    cos |(x, y)| hyperbolic_cosine((-y, x));
    cosh hyperbolic_cosine;
    exp exponential;
    log10 |z| { let (x, y) = logarithm(z)?; Ok((x / std::f64::consts::LN_10, y / std::f64::consts::LN_10)) };
    sin |(x, y)| { let (a, b) = hyperbolic_sine((-y, x))?; Ok((b, -a)) };
    sinh hyperbolic_sine;
    sqrt |z| Ok(root(z));
    tan |(x, y)| { let (a, b) = hyperbolic_tangent((-y, x))?; Ok((b, -a)) };
    tanh hyperbolic_tangent;
}

const FUNCTIONS: &[Method] = &[
    method("acos", acos, ONE, "Return the arc cosine of z."),
    method("acosh", acosh, ONE, "Return the inverse hyperbolic cosine of z."),
    method("asin", asin, ONE, "Return the arc sine of z."),
    method("asinh", asinh, ONE, "Return the inverse hyperbolic sine of z."),
    method("atan", atan, ONE, "Return the arc tangent of z."),
    method("atanh", atanh, ONE, "Return the inverse hyperbolic tangent of z."),
    method("cos", cos, ONE, "Return the cosine of z."),
    method("cosh", cosh, ONE, "Return the hyperbolic cosine of z."),
    method("exp", exp, ONE, "Return the exponential value e**z."),
    method(
        "isclose",
        isclose,
        "(a, b, *, rel_tol=1e-09, abs_tol=0.0)",
        "Determine whether two complex numbers are close in value.",
    ),
    method("isfinite", isfinite, ONE, "Return True if both the real and imaginary parts of z are finite, else False."),
    method("isinf", isinf, ONE, "Checks if the real or imaginary part of z is infinite."),
    method("isnan", isnan, ONE, "Checks if the real or imaginary part of z not a number (NaN)."),
    method("log", log, "(z, base=<e>, /)", "log(z[, base]) -> the logarithm of z to the given base."),
    method("log10", log10, ONE, "Return the base-10 logarithm of z."),
    method("phase", phase, ONE, "Return argument, also known as the phase angle, of a complex."),
    method("polar", polar, ONE, "Convert a complex from rectangular coordinates to polar coordinates."),
    method("rect", rect, "(r, phi, /)", "Convert from polar coordinates to rectangular coordinates."),
    method("sin", sin, ONE, "Return the sine of z."),
    method("sinh", sinh, ONE, "Return the hyperbolic sine of z."),
    method("sqrt", sqrt, ONE, "Return the square root of z."),
    method("tan", tan, ONE, "Return the tangent of z."),
    method("tanh", tanh, ONE, "Return the hyperbolic tangent of z."),
];

pub fn install(vm: &mut Vm) {
    vm.add_native_module("cmath", |vm, module: &Ref<Module>| {
        vm.fill_module(module, FUNCTIONS);
        let constants = [
            ("pi", std::f64::consts::PI),
            ("e", std::f64::consts::E),
            ("tau", std::f64::consts::TAU),
            ("inf", f64::INFINITY),
            ("nan", f64::NAN),
        ];
        for (name, value) in constants {
            vm.set_module_attr(module, name, Value::float(value));
        }
        vm.set_module_attr(module, "infj", Value::complex(0.0, f64::INFINITY));
        vm.set_module_attr(module, "nanj", Value::complex(0.0, f64::NAN));
        Ok(())
    });
}

/// A number as a complex one.
fn complex(vm: &mut Vm, value: &Value) -> Result<Pair> {
    if let Some(z) = value.as_ref::<Complex>() {
        return Ok((z.real, z.imaginary));
    }
    if value.as_float().is_none()
        && let Some(hook) = vm.class_attr_str(value, "__complex__")
    {
        let result = vm.call_unbound(&hook, value, &[])?;
        return match result.as_ref::<Complex>() {
            Some(z) => Ok((z.real, z.imaginary)),
            None => {
                let (own, name) = (vm.type_name(value), vm.type_name(&result));
                Err(vm.type_error(format!("{own}.__complex__() must return a complex, not {name}")))
            }
        };
    }
    match value.as_small_int() {
        Some(n) => Ok((n as f64, 0.0)),
        None => Ok((vm.to_float(value)?, 0.0)),
    }
}

fn raised(vm: &mut Vm, fault: Fault) -> Raised {
    match fault {
        Fault::Domain => vm.value_error("math domain error"),
        Fault::Range => vm.overflow_error("math range error"),
    }
}

fn apply(vm: &mut Vm, args: &[Value], function: fn(Pair) -> Outcome) -> Result {
    let z = complex(vm, &args[0])?;
    match function(z) {
        Ok((x, y)) => Ok(Value::complex(x, y)),
        Err(fault) => Err(raised(vm, fault)),
    }
}

const LARGE: f64 = f64::MAX / 4.0;

fn root((x, y): Pair) -> Pair {
    if x == 0.0 && y == 0.0 {
        return (0.0, y);
    }
    if y.is_infinite() {
        return (f64::INFINITY, y);
    }
    if x.is_infinite() {
        let still = if y.is_nan() { f64::NAN } else { 0.0 };
        return if x > 0.0 {
            (x, if y.is_nan() { y } else { 0f64.copysign(y) })
        } else {
            (still, f64::INFINITY.copysign(y))
        };
    }
    let (mut a, b) = (x.abs(), y.abs());
    let s = if a < f64::MIN_POSITIVE && b < f64::MIN_POSITIVE && (a > 0.0 || b > 0.0) {
        // Subnormal numbers are scaled up first.
        a = libm::ldexp(a, 54);
        libm::ldexp((a + a.hypot(libm::ldexp(b, 54))).sqrt(), -27)
    } else {
        a /= 8.0;
        2.0 * (a + a.hypot(b / 8.0)).sqrt()
    };
    let d = b / (2.0 * s);
    if x >= 0.0 { (s, d.copysign(y)) } else { (d, s.copysign(y)) }
}

fn arc_cosine((x, y): Pair) -> Pair {
    if x.abs() > LARGE || y.abs() > LARGE {
        let size = (x / 2.0).hypot(y / 2.0).ln() + std::f64::consts::LN_2 * 2.0;
        let imaginary = if x < 0.0 { -size.copysign(y) } else { size.copysign(-y) };
        return (y.abs().atan2(x), imaginary);
    }
    let (a, b) = (root((1.0 - x, -y)), root((1.0 + x, y)));
    (2.0 * a.0.atan2(b.0), libm::asinh(b.0 * a.1 - b.1 * a.0))
}

fn area_cosine((x, y): Pair) -> Pair {
    if x.abs() > LARGE || y.abs() > LARGE {
        return ((x / 2.0).hypot(y / 2.0).ln() + std::f64::consts::LN_2 * 2.0, y.atan2(x));
    }
    let (a, b) = (root((x - 1.0, y)), root((x + 1.0, y)));
    (libm::asinh(a.0 * b.0 + a.1 * b.1), 2.0 * a.1.atan2(b.0))
}

fn area_sine((x, y): Pair) -> Pair {
    if x.abs() > LARGE || y.abs() > LARGE {
        let size = (x / 2.0).hypot(y / 2.0).ln() + std::f64::consts::LN_2 * 2.0;
        let real = if y.is_sign_negative() { -size.copysign(-x) } else { size.copysign(x) };
        return (real, y.atan2(x.abs()));
    }
    let (a, b) = (root((1.0 + y, -x)), root((1.0 - y, x)));
    (libm::asinh(a.0 * b.1 - b.0 * a.1), y.atan2(a.0 * b.0 - a.1 * b.1))
}

fn area_tangent((x, y): Pair) -> Outcome {
    if x < 0.0 || x == 0.0 && x.is_sign_negative() {
        let (a, b) = area_tangent((-x, -y))?;
        return Ok((-a, -b));
    }
    let size = y.abs();
    if x > LARGE.sqrt() || size > LARGE.sqrt() {
        let h = (x / 2.0).hypot(y / 2.0);
        return Ok((x / 4.0 / h / h, -std::f64::consts::FRAC_PI_2.copysign(-y)));
    }
    if x == 1.0 && size < f64::MIN_POSITIVE.sqrt() {
        if size == 0.0 {
            return Err(Fault::Domain);
        }
        let real = -(size.sqrt() / (size.hypot(2.0)).sqrt()).ln();
        return Ok((real, (2f64.atan2(-size) / 2.0).copysign(y)));
    }
    let real = (4.0 * x / ((1.0 - x) * (1.0 - x) + size * size)).ln_1p() / 4.0;
    Ok((real, -(-2.0 * y).atan2((1.0 - x) * (1.0 + x) - size * size) / 2.0))
}

/// Finite arguments must give finite results; an infinite one a meaning.
fn checked(z: Pair, result: Pair) -> Outcome {
    let finite = |p: Pair| p.0.is_finite() && p.1.is_finite();
    if finite(z) && !finite(result) {
        return Err(Fault::Range);
    }
    if z.1.is_infinite() && z.0.is_finite() && z.0 != 0.0 {
        return Err(Fault::Domain);
    }
    Ok(result)
}

/// e**x, kept apart where it alone would overflow.
fn scaled_exp(x: f64) -> (f64, f64) {
    if x > 708.0 { ((x - 1.0).exp(), std::f64::consts::E) } else { (x.exp(), 1.0) }
}

fn exponential((x, y): Pair) -> Outcome {
    if y == 0.0 {
        return checked((x, y), (x.exp(), y));
    }
    if x.is_infinite() && y.is_finite() {
        let size = if x > 0.0 { x } else { 0.0 };
        return Ok((size.copysign(y.cos()), size.copysign(y.sin())));
    }
    let (size, more) = scaled_exp(x);
    checked((x, y), (size * y.cos() * more, size * y.sin() * more))
}

fn hyperbolic_cosine((x, y): Pair) -> Outcome {
    if x.is_infinite() && y.is_finite() && y != 0.0 {
        return Ok((f64::INFINITY.copysign(y.cos()), x.copysign(y.sin()).copysign(y.sin() * x.signum())));
    }
    if x.abs() > 708.0 && x.is_finite() {
        let less = x - 1f64.copysign(x);
        let e = std::f64::consts::E;
        return checked((x, y), (y.cos() * less.cosh() * e, y.sin() * less.sinh() * e));
    }
    checked((x, y), (y.cos() * x.cosh(), y.sin() * x.sinh()))
}

fn hyperbolic_sine((x, y): Pair) -> Outcome {
    if x.is_infinite() && y.is_finite() && y != 0.0 {
        return Ok((x.copysign(y.cos() * x.signum()), f64::INFINITY.copysign(y.sin())));
    }
    if x.abs() > 708.0 && x.is_finite() {
        let less = x - 1f64.copysign(x);
        let e = std::f64::consts::E;
        return checked((x, y), (y.cos() * less.sinh() * e, y.sin() * less.cosh() * e));
    }
    checked((x, y), (y.cos() * x.sinh(), y.sin() * x.cosh()))
}

fn hyperbolic_tangent((x, y): Pair) -> Outcome {
    if y.is_infinite() && x.is_finite() {
        return Err(Fault::Domain);
    }
    if x.abs() > 354.0 {
        let tail = if y.is_finite() { 4.0 * y.sin() * y.cos() * (-2.0 * x.abs()).exp() } else { 0.0 };
        return Ok((1f64.copysign(x), tail));
    }
    let (tx, ty, cx) = (x.tanh(), y.tan(), 1.0 / x.cosh());
    let product = tx * ty;
    let below = 1.0 + product * product;
    Ok((tx * (1.0 + ty * ty) / below, ty / below * cx * cx))
}

fn logarithm((x, y): Pair) -> Outcome {
    let (a, b) = (x.abs(), y.abs());
    let real = if a > LARGE || b > LARGE {
        if a.is_infinite() || b.is_infinite() {
            f64::INFINITY
        } else {
            (a / 2.0).hypot(b / 2.0).ln() + std::f64::consts::LN_2
        }
    } else if a < f64::MIN_POSITIVE && b < f64::MIN_POSITIVE {
        if a == 0.0 && b == 0.0 {
            return Err(Fault::Domain);
        }
        libm::ldexp(a, 53).hypot(libm::ldexp(b, 53)).ln() - 53.0 * std::f64::consts::LN_2
    } else {
        let h = a.hypot(b);
        if (0.71..=1.73).contains(&h) {
            let (most, least) = if a > b { (a, b) } else { (b, a) };
            ((most - 1.0) * (most + 1.0) + least * least).ln_1p() / 2.0
        } else {
            h.ln()
        }
    };
    Ok((real, y.atan2(x)))
}

fn log(vm: &mut Vm, args: &[Value]) -> Result {
    let z = complex(vm, &args[0])?;
    let (x, y) = logarithm(z).map_err(|fault| raised(vm, fault))?;
    let number = Value::complex(x, y);
    if args[1].is_unbound() {
        return Ok(number);
    }
    let base = complex(vm, &args[1])?;
    let (a, b) = logarithm(base).map_err(|fault| raised(vm, fault))?;
    vm.binary(vm::Binary::TrueDiv, &number, &Value::complex(a, b))
}

fn phase(vm: &mut Vm, args: &[Value]) -> Result {
    let (x, y) = complex(vm, &args[0])?;
    Ok(Value::float(y.atan2(x)))
}

fn polar(vm: &mut Vm, args: &[Value]) -> Result {
    let (x, y) = complex(vm, &args[0])?;
    let size = x.hypot(y);
    if size.is_infinite() && x.is_finite() && y.is_finite() {
        return Err(vm.overflow_error("math range error"));
    }
    Ok(Value::tuple_of([Value::float(size), Value::float(y.atan2(x))]))
}

fn rect(vm: &mut Vm, args: &[Value]) -> Result {
    let (r, phi) = (vm.to_float(&args[0])?, vm.to_float(&args[1])?);
    if phi.is_infinite() && r != 0.0 && !r.is_nan() {
        return Err(vm.value_error("math domain error"));
    }
    if phi == 0.0 {
        return Ok(Value::complex(r, r * phi));
    }
    Ok(Value::complex(r * phi.cos(), r * phi.sin()))
}

fn isfinite(vm: &mut Vm, args: &[Value]) -> Result {
    let (x, y) = complex(vm, &args[0])?;
    Ok(Value::bool(x.is_finite() && y.is_finite()))
}
fn isinf(vm: &mut Vm, args: &[Value]) -> Result {
    let (x, y) = complex(vm, &args[0])?;
    Ok(Value::bool(x.is_infinite() || y.is_infinite()))
}
fn isnan(vm: &mut Vm, args: &[Value]) -> Result {
    let (x, y) = complex(vm, &args[0])?;
    Ok(Value::bool(x.is_nan() || y.is_nan()))
}

fn isclose(vm: &mut Vm, args: &[Value]) -> Result {
    let (a, b) = (complex(vm, &args[0])?, complex(vm, &args[1])?);
    let (relative, absolute) = (vm.to_float(&args[2])?, vm.to_float(&args[3])?);
    if relative < 0.0 || absolute < 0.0 {
        return Err(vm.value_error("tolerances must be non-negative"));
    }
    if a == b {
        return Ok(Value::TRUE);
    }
    let infinite = |z: Pair| z.0.is_infinite() || z.1.is_infinite();
    if infinite(a) || infinite(b) {
        return Ok(Value::FALSE);
    }
    let difference = (a.0 - b.0).hypot(a.1 - b.1);
    let (size_a, size_b) = (a.0.hypot(a.1), b.0.hypot(b.1));
    Ok(Value::bool(difference <= relative * size_b || difference <= relative * size_a || difference <= absolute))
}
