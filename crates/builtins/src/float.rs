//! float: arithmetic, comparison, rounding, text. Hexadecimal notation is in `float_hex.rs`.

use num_bigint::BigInt as Big;
use num_traits::FromPrimitive;
use object::{ClassIndex, Float, Int, Str, Value, dunder, hash_float};
use vm::{Comparison, Getter, Method, Result, Vm, class_method, getter, method};

use crate::float_hex;

macro_rules! binary {
    ($name:ident, $reflected:ident, $on_floats:expr) => {
        fn $name(vm: &mut Vm, args: &[Value]) -> Result {
            match operands(vm, &args[0], &args[1])? {
                Some((a, b)) => $on_floats(vm, a, b),
                None => Ok(Value::NOT_IMPLEMENTED),
            }
        }
        fn $reflected(vm: &mut Vm, args: &[Value]) -> Result {
            match operands(vm, &args[1], &args[0])? {
                Some((a, b)) => $on_floats(vm, a, b),
                None => Ok(Value::NOT_IMPLEMENTED),
            }
        }
    };
}

binary!(add, radd, |_, a: f64, b: f64| Ok(Value::float(a + b)));
binary!(sub, rsub, |_, a: f64, b: f64| Ok(Value::float(a - b)));
binary!(mul, rmul, |_, a: f64, b: f64| Ok(Value::float(a * b)));
binary!(true_div, rtrue_div, float_true_div);
binary!(floor_div, rfloor_div, float_floor_div);
binary!(modulo, rmodulo, float_mod);
binary!(div_mod, rdiv_mod, float_div_mod);

macro_rules! comparison {
    ($($name:ident $operator:ident)*) => { $(
        fn $name(_: &mut Vm, args: &[Value]) -> Result {
            compare(args, Comparison::$operator)
        }
    )* };
}

comparison!(less Lt less_equal Le equal Eq not_equal Ne greater Gt greater_equal Ge);

const FLOAT: &[Method] = &[
    method("__new__", new, "(cls, x=0, /)", "Create and return a new object.  See help(type) for accurate signature."),
    method("__repr__", repr, "(self, /)", "Return repr(self)."),
    method("__hash__", hash, "(self, /)", "Return hash(self)."),
    method("__lt__", less, "(self, value, /)", "Return self<value."),
    method("__le__", less_equal, "(self, value, /)", "Return self<=value."),
    method("__eq__", equal, "(self, value, /)", "Return self==value."),
    method("__ne__", not_equal, "(self, value, /)", "Return self!=value."),
    method("__gt__", greater, "(self, value, /)", "Return self>value."),
    method("__ge__", greater_equal, "(self, value, /)", "Return self>=value."),
    method("__add__", add, "(self, value, /)", "Return self+value."),
    method("__radd__", radd, "(self, value, /)", "Return value+self."),
    method("__sub__", sub, "(self, value, /)", "Return self-value."),
    method("__rsub__", rsub, "(self, value, /)", "Return value-self."),
    method("__mul__", mul, "(self, value, /)", "Return self*value."),
    method("__rmul__", rmul, "(self, value, /)", "Return value*self."),
    method("__mod__", modulo, "(self, value, /)", "Return self%value."),
    method("__rmod__", rmodulo, "(self, value, /)", "Return value%self."),
    method("__divmod__", div_mod, "(self, value, /)", "Return divmod(self, value)."),
    method("__rdivmod__", rdiv_mod, "(self, value, /)", "Return divmod(value, self)."),
    method("__pow__", power, "(self, value, mod=None, /)", "Return pow(self, value, mod)."),
    method("__rpow__", rpower, "(self, value, mod=None, /)", "Return pow(value, self, mod)."),
    method("__neg__", negate, "(self, /)", "-self"),
    method("__pos__", itself, "(self, /)", "+self"),
    method("__abs__", absolute, "(self, /)", "abs(self)"),
    method("__bool__", truth, "(self, /)", "True if self else False"),
    method("__int__", truncate, "(self, /)", "int(self)"),
    method("__float__", itself, "(self, /)", "float(self)"),
    method("__floordiv__", floor_div, "(self, value, /)", "Return self//value."),
    method("__rfloordiv__", rfloor_div, "(self, value, /)", "Return value//self."),
    method("__truediv__", true_div, "(self, value, /)", "Return self/value."),
    method("__rtruediv__", rtrue_div, "(self, value, /)", "Return value/self."),
    method("conjugate", itself, "(self, /)", "Return self, the complex conjugate of any float."),
    method("__trunc__", truncate, "(self, /)", "Return the Integral closest to x between 0 and x."),
    method("__floor__", floor, "(self, /)", "Return the floor as an Integral."),
    method("__ceil__", ceil, "(self, /)", "Return the ceiling as an Integral."),
    method(
        "__round__",
        round,
        "(self, ndigits=None, /)",
        "Return the Integral closest to x, rounding half toward even.\n\nWhen an argument is passed, work like built-in round(x, ndigits).",
    ),
    method(
        "as_integer_ratio",
        integer_ratio,
        "(self, /)",
        "Return a pair of integers, whose ratio is exactly equal to the original float.\n\nThe ratio is in lowest terms and has a positive denominator.  Raise\nOverflowError on infinities and a ValueError on NaNs.",
    ),
    method("is_integer", is_integer, "(self, /)", "Return True if the float is an integer."),
    method("hex", float_hex::hex, "(self, /)", "Return a hexadecimal representation of a floating-point number."),
    class_method(
        "fromhex",
        float_hex::from_hex,
        "(type, string, /)",
        "Create a floating-point number from a hexadecimal string.",
    ),
    method("__getnewargs__", new_arguments, "(self, /)", ""),
    class_method(
        "__getformat__",
        get_format,
        "(type, typestr, /)",
        "You probably don't want to use this function.\n\nIt exists mainly to be used in Python's test suite.",
    ),
];

const GETTERS: &[Getter] = &[
    getter("real", itself, "the real part of a complex number"),
    getter("imag", zero, "the imaginary part of a complex number"),
];

pub fn install(vm: &mut Vm) {
    vm.fill_class(ClassIndex::FLOAT, FLOAT, GETTERS);
    let class = vm.heap.class(ClassIndex::FLOAT).to_value();
    vm.set_builtin("float", class);
}

pub(crate) fn own(value: &Value) -> f64 {
    value.as_float().unwrap_or(0.0)
}

/// Both operands as floats; None where one is no real number.
fn operands(vm: &mut Vm, a: &Value, b: &Value) -> Result<Option<(f64, f64)>> {
    let (Some(x), Some(y)) = (as_number(vm, a)?, as_number(vm, b)?) else {
        return Ok(None);
    };
    Ok(Some((x, y)))
}

/// A float, or an int as one.
pub(crate) fn as_number(vm: &mut Vm, value: &Value) -> Result<Option<f64>> {
    if let Some(x) = value.as_float() {
        return Ok(Some(x));
    }
    match Int::of(value) {
        Some(n) => match n.to_f64() {
            Some(x) => Ok(Some(x)),
            None => Err(vm.overflow_error("int too large to convert to float")),
        },
        None => Ok(None),
    }
}

// ---- arithmetic ---------------------------------------------------------------------------------

fn float_true_div(vm: &mut Vm, a: f64, b: f64) -> Result {
    if b == 0.0 { Err(vm.zero_division("float division by zero")) } else { Ok(Value::float(a / b)) }
}

fn float_floor_div(vm: &mut Vm, a: f64, b: f64) -> Result {
    if b == 0.0 { Err(vm.zero_division("float floor division by zero")) } else { Ok(Value::float(divide(a, b).0)) }
}

fn float_mod(vm: &mut Vm, a: f64, b: f64) -> Result {
    if b == 0.0 { Err(vm.zero_division("float modulo by zero")) } else { Ok(Value::float(divide(a, b).1)) }
}

fn float_div_mod(vm: &mut Vm, a: f64, b: f64) -> Result {
    if b == 0.0 {
        return Err(vm.zero_division("float divmod()"));
    }
    let (quotient, remainder) = divide(a, b);
    Ok(Value::tuple_of([Value::float(quotient), Value::float(remainder)]))
}

/// The floor of the quotient, and the remainder with the sign of the divisor.
fn divide(a: f64, b: f64) -> (f64, f64) {
    let mut remainder = a % b;
    let mut quotient = (a - remainder) / b;
    if remainder != 0.0 {
        if (b < 0.0) != (remainder < 0.0) {
            remainder += b;
            quotient -= 1.0;
        }
    } else {
        remainder = 0.0f64.copysign(b);
    }
    if quotient == 0.0 {
        return (0.0f64.copysign(a / b), remainder);
    }
    let floor = quotient.floor();
    (if quotient - floor > 0.5 { floor + 1.0 } else { floor }, remainder)
}

fn power(vm: &mut Vm, args: &[Value]) -> Result {
    raise_to(vm, &args[0], &args[1], &args[2])
}

fn rpower(vm: &mut Vm, args: &[Value]) -> Result {
    raise_to(vm, &args[1], &args[0], &args[2])
}

fn raise_to(vm: &mut Vm, base: &Value, exponent: &Value, modulus: &Value) -> Result {
    if !modulus.is_none() {
        return Err(vm.type_error("pow() 3rd argument not allowed unless all arguments are integers"));
    }
    match operands(vm, base, exponent)? {
        Some((a, b)) => power_of(vm, a, b),
        None => Ok(Value::NOT_IMPLEMENTED),
    }
}

pub(crate) fn power_of(vm: &mut Vm, a: f64, b: f64) -> Result {
    if a == 0.0 && b < 0.0 {
        return Err(vm.zero_division("0.0 cannot be raised to a negative power"));
    }
    if a < 0.0 && a.is_finite() && b.is_finite() && b != b.floor() {
        return crate::complex::power_of(vm, (a, 0.0), (b, 0.0));
    }
    let result = a.powf(b);
    if result.is_infinite() && a.is_finite() && b.is_finite() {
        return Err(vm.raise("OverflowError", vec![Value::int(34), Value::from("Numerical result out of range")]));
    }
    Ok(Value::float(result))
}

fn compare(args: &[Value], operator: Comparison) -> Result {
    let a = own(&args[0]);
    let order = match (args[1].as_float(), Int::of(&args[1])) {
        (Some(b), _) => a.partial_cmp(&b),
        (None, Some(n)) => n.compare_float(a).map(std::cmp::Ordering::reverse),
        _ => return Ok(Value::NOT_IMPLEMENTED),
    };
    Ok(Value::bool(order.map_or(operator == Comparison::Ne, |order| operator.holds(order))))
}

// ---- one operand ----------------------------------------------------------------------------------

fn negate(_: &mut Vm, args: &[Value]) -> Result {
    Ok(Value::float(-own(&args[0])))
}

fn absolute(_: &mut Vm, args: &[Value]) -> Result {
    Ok(Value::float(own(&args[0]).abs()))
}

/// An exact float, the same object where it is one.
fn itself(_: &mut Vm, args: &[Value]) -> Result {
    let plain = args[0].header().is_none_or(|h| h.class() == ClassIndex::FLOAT);
    Ok(if plain { args[0].clone() } else { Value::float(own(&args[0])) })
}

fn zero(_: &mut Vm, _: &[Value]) -> Result {
    Ok(Value::float(0.0))
}

fn truth(_: &mut Vm, args: &[Value]) -> Result {
    Ok(Value::bool(own(&args[0]) != 0.0))
}

fn is_integer(_: &mut Vm, args: &[Value]) -> Result {
    let x = own(&args[0]);
    Ok(Value::bool(x.is_finite() && x.fract() == 0.0))
}

/// A whole float as an int.
pub(crate) fn whole(vm: &mut Vm, x: f64) -> Result {
    if x.abs() < 1e18 {
        return Ok(Value::from_i64(x as i64));
    }
    if x.is_nan() {
        return Err(vm.value_error("cannot convert float NaN to integer"));
    }
    match Big::from_f64(x) {
        Some(n) => Ok(Value::big_int(n)),
        None => Err(vm.overflow_error("cannot convert float infinity to integer")),
    }
}

fn truncate(vm: &mut Vm, args: &[Value]) -> Result {
    whole(vm, own(&args[0]).trunc())
}

fn floor(vm: &mut Vm, args: &[Value]) -> Result {
    whole(vm, own(&args[0]).floor())
}

fn ceil(vm: &mut Vm, args: &[Value]) -> Result {
    whole(vm, own(&args[0]).ceil())
}

fn round(vm: &mut Vm, args: &[Value]) -> Result {
    let x = own(&args[0]);
    if args[1].is_none() {
        return whole(vm, x.round_ties_even());
    }
    let digits = vm.index_clamped(&args[1])?;
    let rounded = round_to(x, digits);
    if rounded.is_infinite() && x.is_finite() {
        return Err(vm.overflow_error("rounded value too large to represent"));
    }
    Ok(Value::float(rounded))
}

/// Rounds the exact value of `x` to so many decimal places, ties to even.
fn round_to(x: f64, digits: i64) -> f64 {
    if !x.is_finite() || digits > 323 || x == 0.0 {
        return x;
    }
    if digits < -308 {
        return 0.0f64.copysign(x);
    }
    if digits >= 0 {
        return format!("{:.*}", digits as usize, x).parse().unwrap_or(x);
    }
    let scientific = format!("{:e}", x.abs());
    let exponent: i64 = scientific.split_once('e').and_then(|(_, e)| e.parse().ok()).unwrap_or(0);
    let places = exponent + digits;
    if places >= 0 {
        return format!("{:.*e}", places as usize, x).parse().unwrap_or(x);
    }
    let unit: f64 = format!("1e{}", -digits).parse().unwrap_or(f64::INFINITY);
    if places == -1 && x.abs() > unit / 2.0 { unit.copysign(x) } else { 0.0f64.copysign(x) }
}

fn hash(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(Value::from_i64(hash_float(own(&args[0])).unwrap_or_else(|| vm.identity_hash(&args[0]))))
}

fn repr(_: &mut Vm, args: &[Value]) -> Result {
    Ok(Value::from(text::float::repr_float(own(&args[0]))))
}

fn new_arguments(_: &mut Vm, args: &[Value]) -> Result {
    Ok(Value::tuple_of([Value::float(own(&args[0]))]))
}

fn integer_ratio(vm: &mut Vm, args: &[Value]) -> Result {
    let x = own(&args[0]);
    if x.is_infinite() {
        return Err(vm.overflow_error("cannot convert Infinity to integer ratio"));
    }
    if x.is_nan() {
        return Err(vm.value_error("cannot convert NaN to integer ratio"));
    }
    let bits = x.abs().to_bits();
    let raw = (bits >> 52) as i64;
    let (mut mantissa, mut exponent) =
        if raw == 0 { (bits, -1074) } else { ((bits & ((1 << 52) - 1)) | 1 << 52, raw - 1075) };
    if mantissa == 0 {
        return Ok(Value::tuple_of([Value::int(0), Value::int(1)]));
    }
    let zeros = mantissa.trailing_zeros() as i64;
    mantissa >>= zeros;
    exponent += zeros;
    let sign = if x < 0.0 { -1 } else { 1 };
    let numerator = Big::from(mantissa) * sign;
    let (numerator, denominator) =
        if exponent >= 0 { (numerator << exponent, Big::from(1)) } else { (numerator, Big::from(1) << -exponent) };
    Ok(Value::tuple_of([Value::big_int(numerator), Value::big_int(denominator)]))
}

fn get_format(vm: &mut Vm, args: &[Value]) -> Result {
    match args[1].as_ref::<Str>().and_then(|s| s.as_str()) {
        Some("double" | "float") => Ok(Value::from("IEEE, little-endian")),
        Some(_) => Err(vm.value_error("__getformat__() argument 1 must be 'double' or 'float'")),
        None => {
            let message = format!("__getformat__() argument must be str, not {}", vm.type_name(&args[1]));
            Err(vm.type_error(message))
        }
    }
}

// ---- making one -------------------------------------------------------------------------------------

fn new(vm: &mut Vm, args: &[Value]) -> Result {
    let plain = args[0].is_same(vm.heap.class(ClassIndex::FLOAT).value());
    if plain && vm.heap.class_index_of(&args[1]) == ClassIndex::FLOAT {
        return Ok(args[1].clone());
    }
    let x = number(vm, &args[1])?;
    of_class(vm, &args[0], x)
}

/// A float of a class: a plain one for float itself.
pub(crate) fn of_class(vm: &mut Vm, class: &Value, x: f64) -> Result {
    if class.is_same(vm.heap.class(ClassIndex::FLOAT).value()) {
        return Ok(Value::float(x));
    }
    vm.new_object(class, Float(x))
}

fn number(vm: &mut Vm, value: &Value) -> Result<f64> {
    if vm.heap.class_index_of(value) == ClassIndex::FLOAT {
        return Ok(own(value));
    }
    if value.as_ref::<Str>().is_some() {
        return crate::format::parse_float(vm, value);
    }
    if vm.dunder_of(value, dunder::FLOAT).is_none() && vm.dunder_of(value, dunder::INDEX).is_none() {
        if vm.buffer(value).is_some() {
            return crate::format::parse_float(vm, value);
        }
        let message = format!("float() argument must be a string or a real number, not '{}'", vm.type_name(value));
        return Err(vm.type_error(message));
    }
    vm.to_float(value)
}
