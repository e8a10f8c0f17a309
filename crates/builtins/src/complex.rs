//! complex: arithmetic, text, making one.

use object::{ClassIndex, Complex, Int, Str, Value, dunder, hash_float};
use vm::{Getter, Method, Result, Vm, getter, method};

type Pair = (f64, f64);

macro_rules! binary {
    ($name:ident, $reflected:ident, $on_pairs:expr) => {
        fn $name(vm: &mut Vm, args: &[Value]) -> Result {
            match operands(vm, &args[0], &args[1])? {
                Some((a, b)) => $on_pairs(vm, a, b),
                None => Ok(Value::NOT_IMPLEMENTED),
            }
        }
        fn $reflected(vm: &mut Vm, args: &[Value]) -> Result {
            match operands(vm, &args[1], &args[0])? {
                Some((a, b)) => $on_pairs(vm, a, b),
                None => Ok(Value::NOT_IMPLEMENTED),
            }
        }
    };
}

binary!(add, radd, |_, a: Pair, b: Pair| made((a.0 + b.0, a.1 + b.1)));
binary!(sub, rsub, |_, a: Pair, b: Pair| made((a.0 - b.0, a.1 - b.1)));
binary!(mul, rmul, |_, a: Pair, b: Pair| made(product(a, b)));
binary!(true_div, rtrue_div, divide);

const COMPLEX: &[Method] = &[
    method(
        "__new__",
        new,
        "(cls, /, real=0, imag=<unset>)",
        "Create a complex number from a string or numbers.\n\nIf a string is given, parse it as a complex number.\n\
         If a single number is given, convert it to a complex number.\nIf the 'real' or 'imag' arguments are given, \
         create a complex number\nwith the specified real and imaginary components.",
    ),
    method("__repr__", repr, "(self, /)", "Return repr(self)."),
    method("__hash__", hash, "(self, /)", "Return hash(self)."),
    method("__lt__", unordered, "(self, value, /)", "Return self<value."),
    method("__le__", unordered, "(self, value, /)", "Return self<=value."),
    method("__eq__", equal, "(self, value, /)", "Return self==value."),
    method("__ne__", not_equal, "(self, value, /)", "Return self!=value."),
    method("__gt__", unordered, "(self, value, /)", "Return self>value."),
    method("__ge__", unordered, "(self, value, /)", "Return self>=value."),
    method("__add__", add, "(self, value, /)", "Return self+value."),
    method("__radd__", radd, "(self, value, /)", "Return value+self."),
    method("__sub__", sub, "(self, value, /)", "Return self-value."),
    method("__rsub__", rsub, "(self, value, /)", "Return value-self."),
    method("__mul__", mul, "(self, value, /)", "Return self*value."),
    method("__rmul__", rmul, "(self, value, /)", "Return value*self."),
    method("__pow__", power, "(self, value, mod=None, /)", "Return pow(self, value, mod)."),
    method("__rpow__", rpower, "(self, value, mod=None, /)", "Return pow(value, self, mod)."),
    method("__neg__", negate, "(self, /)", "-self"),
    method("__pos__", itself, "(self, /)", "+self"),
    method("__abs__", absolute, "(self, /)", "abs(self)"),
    method("__bool__", truth, "(self, /)", "True if self else False"),
    method("__truediv__", true_div, "(self, value, /)", "Return self/value."),
    method("__rtruediv__", rtrue_div, "(self, value, /)", "Return value/self."),
    method(
        "conjugate",
        conjugate,
        "(self, /)",
        "Return the complex conjugate of its argument. (3-4j).conjugate() == 3+4j.",
    ),
    method("__complex__", itself, "(self, /)", "Convert this value to exact type complex."),
    method("__getnewargs__", new_arguments, "(self, /)", ""),
];

const GETTERS: &[Getter] = &[
    getter("real", real, "the real part of a complex number"),
    getter("imag", imaginary, "the imaginary part of a complex number"),
];

pub fn install(vm: &mut Vm) {
    vm.fill_class(ClassIndex::COMPLEX, COMPLEX, GETTERS);
    let class = vm.heap.class(ClassIndex::COMPLEX).to_value();
    vm.set_builtin("complex", class);
}

pub(crate) fn own(value: &Value) -> Pair {
    value.as_ref::<Complex>().map_or((0.0, 0.0), |z| (z.real, z.imaginary))
}

fn made((real, imaginary): Pair) -> Result {
    Ok(Value::complex(real, imaginary))
}

fn operands(vm: &mut Vm, a: &Value, b: &Value) -> Result<Option<(Pair, Pair)>> {
    let (Some(x), Some(y)) = (as_pair(vm, a)?, as_pair(vm, b)?) else {
        return Ok(None);
    };
    Ok(Some((x, y)))
}

/// A complex, or a float or an int as one.
fn as_pair(vm: &mut Vm, value: &Value) -> Result<Option<Pair>> {
    if let Some(z) = value.as_ref::<Complex>() {
        return Ok(Some((z.real, z.imaginary)));
    }
    Ok(crate::float::as_number(vm, value)?.map(|x| (x, 0.0)))
}

// ---- arithmetic ---------------------------------------------------------------------------------

fn product(a: Pair, b: Pair) -> Pair {
    (a.0 * b.0 - a.1 * b.1, a.0 * b.1 + a.1 * b.0)
}

fn divide(vm: &mut Vm, a: Pair, b: Pair) -> Result {
    match quotient(a, b) {
        Some(result) => made(result),
        None => Err(vm.zero_division("complex division by zero")),
    }
}

/// Smith's way, which does not overflow before it must. None for a zero divisor.
fn quotient(a: Pair, b: Pair) -> Option<Pair> {
    if b.0.abs() >= b.1.abs() {
        if b.0 == 0.0 {
            return None;
        }
        let ratio = b.1 / b.0;
        let divisor = b.0 + b.1 * ratio;
        return Some(((a.0 + a.1 * ratio) / divisor, (a.1 - a.0 * ratio) / divisor));
    }
    if b.1.abs() >= b.0.abs() {
        let ratio = b.0 / b.1;
        let divisor = b.0 * ratio + b.1;
        return Some(((a.0 * ratio + a.1) / divisor, (a.1 * ratio - a.0) / divisor));
    }
    Some((f64::NAN, f64::NAN))
}

fn power(vm: &mut Vm, args: &[Value]) -> Result {
    raise_to(vm, &args[0], &args[1], &args[2])
}

fn rpower(vm: &mut Vm, args: &[Value]) -> Result {
    raise_to(vm, &args[1], &args[0], &args[2])
}

fn raise_to(vm: &mut Vm, base: &Value, exponent: &Value, modulus: &Value) -> Result {
    let Some((a, b)) = operands(vm, base, exponent)? else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    if !modulus.is_none() {
        return Err(vm.value_error("complex modulo"));
    }
    power_of(vm, a, b)
}

pub(crate) fn power_of(vm: &mut Vm, a: Pair, b: Pair) -> Result {
    let small_whole = b.1 == 0.0 && b.0 == b.0.floor() && b.0.abs() <= 100.0;
    let result = if small_whole { whole_power(a, b.0 as i64) } else { general_power(a, b) };
    match result {
        None => Err(vm.zero_division("0.0 to a negative or complex power")),
        Some((x, y)) if x.is_infinite() || y.is_infinite() => Err(vm.overflow_error("complex exponentiation")),
        Some(result) => made(result),
    }
}

/// By squaring: more exact than through the logarithm.
fn whole_power(a: Pair, n: i64) -> Option<Pair> {
    let (mut result, mut square, mut bit) = ((1.0, 0.0), a, 1);
    let count = n.abs();
    while count >= bit {
        if count & bit != 0 {
            result = product(result, square);
        }
        bit <<= 1;
        square = product(square, square);
    }
    if n > 0 { Some(result) } else { quotient((1.0, 0.0), result) }
}

fn general_power(a: Pair, b: Pair) -> Option<Pair> {
    if b == (0.0, 0.0) {
        return Some((1.0, 0.0));
    }
    if a == (0.0, 0.0) {
        return if b.1 != 0.0 || b.0 < 0.0 { None } else { Some((0.0, 0.0)) };
    }
    let size = a.0.hypot(a.1);
    let angle = a.1.atan2(a.0);
    let (mut length, mut phase) = (size.powf(b.0), angle * b.0);
    if b.1 != 0.0 {
        length /= (angle * b.1).exp();
        phase += b.1 * size.ln();
    }
    Some((length * phase.cos(), length * phase.sin()))
}

// ---- comparison, one operand ------------------------------------------------------------------------

fn same(args: &[Value]) -> Option<bool> {
    let (real, imaginary) = own(&args[0]);
    if let Some(other) = args[1].as_ref::<Complex>() {
        return Some(real == other.real && imaginary == other.imaginary);
    }
    if let Some(x) = args[1].as_float() {
        return Some(imaginary == 0.0 && real == x);
    }
    let n = Int::of(&args[1])?;
    Some(imaginary == 0.0 && n.compare_float(real).is_some_and(|order| order.is_eq()))
}

fn equal(_: &mut Vm, args: &[Value]) -> Result {
    Ok(same(args).map_or(Value::NOT_IMPLEMENTED, Value::bool))
}

fn not_equal(_: &mut Vm, args: &[Value]) -> Result {
    Ok(same(args).map_or(Value::NOT_IMPLEMENTED, |same| Value::bool(!same)))
}

fn unordered(_: &mut Vm, _: &[Value]) -> Result {
    Ok(Value::NOT_IMPLEMENTED)
}

fn negate(_: &mut Vm, args: &[Value]) -> Result {
    let (x, y) = own(&args[0]);
    made((-x, -y))
}

fn conjugate(_: &mut Vm, args: &[Value]) -> Result {
    let (x, y) = own(&args[0]);
    made((x, -y))
}

fn itself(_: &mut Vm, args: &[Value]) -> Result {
    let plain = args[0].header().is_none_or(|h| h.class() == ClassIndex::COMPLEX);
    if plain { Ok(args[0].clone()) } else { made(own(&args[0])) }
}

fn absolute(vm: &mut Vm, args: &[Value]) -> Result {
    let (x, y) = own(&args[0]);
    let size = if x.is_infinite() || y.is_infinite() { f64::INFINITY } else { x.hypot(y) };
    if size.is_infinite() && x.is_finite() && y.is_finite() {
        return Err(vm.overflow_error("absolute value too large"));
    }
    Ok(Value::float(size))
}

fn truth(_: &mut Vm, args: &[Value]) -> Result {
    Ok(Value::bool(own(&args[0]) != (0.0, 0.0)))
}

fn real(_: &mut Vm, args: &[Value]) -> Result {
    Ok(Value::float(own(&args[0]).0))
}

fn imaginary(_: &mut Vm, args: &[Value]) -> Result {
    Ok(Value::float(own(&args[0]).1))
}

fn new_arguments(_: &mut Vm, args: &[Value]) -> Result {
    let (x, y) = own(&args[0]);
    Ok(Value::tuple_of([Value::float(x), Value::float(y)]))
}

fn hash(vm: &mut Vm, args: &[Value]) -> Result {
    let (x, y) = own(&args[0]);
    let part = |x: f64| hash_float(x).unwrap_or_else(|| vm.identity_hash(&args[0]));
    let hash = part(x).wrapping_add(part(y).wrapping_mul(1_000_003));
    Ok(Value::from_i64(if hash == -1 { -2 } else { hash }))
}

fn repr(_: &mut Vm, args: &[Value]) -> Result {
    let (x, y) = own(&args[0]);
    let text = |x: f64| {
        let text = text::float::repr_float(x);
        text.strip_suffix(".0").map(str::to_string).unwrap_or(text)
    };
    if x == 0.0 && !x.is_sign_negative() {
        return Ok(Value::from(format!("{}j", text(y))));
    }
    let imaginary = text(y);
    let plus = if imaginary.starts_with('-') { "" } else { "+" };
    Ok(Value::from(format!("({}{plus}{imaginary}j)", text(x))))
}

// ---- making one -------------------------------------------------------------------------------------

fn new(vm: &mut Vm, args: &[Value]) -> Result {
    let plain = args[0].is_same(vm.heap.class(ClassIndex::COMPLEX).value());
    if plain && args[2].is_unbound() && vm.heap.class_index_of(&args[1]) == ClassIndex::COMPLEX {
        return Ok(args[1].clone());
    }
    let (real, imaginary) = parts(vm, &args[1], &args[2])?;
    if plain {
        return made((real, imaginary));
    }
    vm.new_object(&args[0], Complex { real, imaginary })
}

fn parts(vm: &mut Vm, real: &Value, imaginary: &Value) -> Result<Pair> {
    if let Some(string) = real.as_ref::<Str>() {
        if !imaginary.is_unbound() {
            return Err(vm.type_error("complex() can't take second arg if first is a string"));
        }
        return match text::number::parse_complex(string.bytes()) {
            Some(pair) => Ok(pair),
            None => Err(vm.value_error("complex() arg is a malformed string")),
        };
    }
    if imaginary.as_ref::<Str>().is_some() {
        return Err(vm.type_error("complex() second arg can't be a string"));
    }
    let (mut first, complex_first) = match from_hook(vm, real)? {
        Some(pair) => (pair, true),
        None => ((component(vm, real, "complex() first argument must be a string or a number")?, 0.0), false),
    };
    if imaginary.is_unbound() {
        return Ok(first);
    }
    // Only what is there is added, so that signs of zeros stay.
    let second = match imaginary.as_ref::<Complex>() {
        Some(z) => {
            first.0 -= z.imaginary;
            z.real
        }
        None => component(vm, imaginary, "complex() second argument must be a number")?,
    };
    Ok((first.0, if complex_first { first.1 + second } else { second }))
}

/// What `__complex__` gives, or a complex itself.
fn from_hook(vm: &mut Vm, value: &Value) -> Result<Option<Pair>> {
    if vm.heap.class_index_of(value) == ClassIndex::COMPLEX {
        return Ok(Some(own(value)));
    }
    let Some(result) = vm.call_dunder(value, dunder::COMPLEX, &[]) else {
        return Ok(None);
    };
    let result = result?;
    match result.as_ref::<Complex>() {
        Some(z) => Ok(Some((z.real, z.imaginary))),
        None => {
            let message = format!("__complex__ returned non-complex (type {})", vm.type_name(&result));
            Err(vm.type_error(message))
        }
    }
}

fn component(vm: &mut Vm, value: &Value, complaint: &str) -> Result<f64> {
    if value.as_float().is_none()
        && Int::of(value).is_none()
        && vm.dunder_of(value, dunder::FLOAT).is_none()
        && vm.dunder_of(value, dunder::INDEX).is_none()
    {
        let message = format!("{complaint}, not '{}'", vm.type_name(value));
        return Err(vm.type_error(message));
    }
    vm.to_float(value)
}
