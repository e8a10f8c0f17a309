//! int, bool and float: arithmetic beyond the loop's fast paths, comparison, text.

use num_bigint::{BigInt as Big, Sign};
use num_integer::Integer;
use num_traits::{Pow, Signed, ToPrimitive, Zero};
use object::{BigInt, ClassIndex, Ref, Str, Value};
use vm::{Comparison, Method, Result, Vm, method};

macro_rules! binary {
    ($name:ident, $reflected:ident, $int:expr, $float:expr) => {
        fn $name(vm: &mut Vm, args: &[Value]) -> Result {
            arithmetic(vm, &args[0], &args[1], $int, $float)
        }
        fn $reflected(vm: &mut Vm, args: &[Value]) -> Result {
            arithmetic(vm, &args[1], &args[0], $int, $float)
        }
    };
}

type OnInts = fn(&mut Vm, Big, Big) -> Result;
type OnFloats = fn(&mut Vm, f64, f64) -> Result;

binary!(add, radd, |_, a, b| Ok(Value::big_int(a + b)), |_, a, b| Ok(Value::float(a + b)));
binary!(sub, rsub, |_, a, b| Ok(Value::big_int(a - b)), |_, a, b| Ok(Value::float(a - b)));
binary!(mul, rmul, |_, a, b| Ok(Value::big_int(a * b)), |_, a, b| Ok(Value::float(a * b)));
binary!(true_div, rtrue_div, int_true_div, float_true_div);
binary!(floor_div, rfloor_div, int_floor_div, float_floor_div);
binary!(modulo, rmodulo, int_mod, float_mod);
binary!(power, rpower, int_pow, float_pow);
binary!(and, rand, |_, a, b| Ok(Value::big_int(a & b)), no_float);
binary!(or, ror, |_, a, b| Ok(Value::big_int(a | b)), no_float);
binary!(xor, rxor, |_, a, b| Ok(Value::big_int(a ^ b)), no_float);
binary!(left, rleft, int_left, no_float);
binary!(right, rright, int_right, no_float);

const SHARED: &[Method] = &[
    method("__add__", add, "(self, value, /)", "Return self+value."),
    method("__radd__", radd, "(self, value, /)", "Return value+self."),
    method("__sub__", sub, "(self, value, /)", "Return self-value."),
    method("__rsub__", rsub, "(self, value, /)", "Return value-self."),
    method("__mul__", mul, "(self, value, /)", "Return self*value."),
    method("__rmul__", rmul, "(self, value, /)", "Return value*self."),
    method("__truediv__", true_div, "(self, value, /)", "Return self/value."),
    method("__rtruediv__", rtrue_div, "(self, value, /)", "Return value/self."),
    method("__floordiv__", floor_div, "(self, value, /)", "Return self//value."),
    method("__rfloordiv__", rfloor_div, "(self, value, /)", "Return value//self."),
    method("__mod__", modulo, "(self, value, /)", "Return self%value."),
    method("__rmod__", rmodulo, "(self, value, /)", "Return value%self."),
    method("__pow__", power, "(self, value, mod=None, /)", "Return pow(self, value, mod)."),
    method("__rpow__", rpower, "(self, value, mod=None, /)", "Return pow(value, self, mod)."),
    method("__neg__", negate, "(self, /)", "-self"),
    method("__pos__", positive, "(self, /)", "+self"),
    method("__abs__", absolute, "(self, /)", "abs(self)"),
    method("__bool__", truth, "(self, /)", "True if self else False"),
    method("__int__", to_int, "(self, /)", "int(self)"),
    method("__float__", to_float, "(self, /)", "float(self)"),
    method("__hash__", hash, "(self, /)", "Return hash(self)."),
    method("__repr__", repr, "(self, /)", "Return repr(self)."),
    method("__lt__", less, "(self, value, /)", "Return self<value."),
    method("__le__", less_equal, "(self, value, /)", "Return self<=value."),
    method("__eq__", equal, "(self, value, /)", "Return self==value."),
    method("__ne__", not_equal, "(self, value, /)", "Return self!=value."),
    method("__gt__", greater, "(self, value, /)", "Return self>value."),
    method("__ge__", greater_equal, "(self, value, /)", "Return self>=value."),
];

const INT: &[Method] = &[
    method("__new__", int_new, "(cls, x=<unset>, /, base=<unset>)", "Convert a number or string to an integer."),
    method("__and__", and, "(self, value, /)", "Return self&value."),
    method("__rand__", rand, "(self, value, /)", "Return value&self."),
    method("__or__", or, "(self, value, /)", "Return self|value."),
    method("__ror__", ror, "(self, value, /)", "Return value|self."),
    method("__xor__", xor, "(self, value, /)", "Return self^value."),
    method("__rxor__", rxor, "(self, value, /)", "Return value^self."),
    method("__lshift__", left, "(self, value, /)", "Return self<<value."),
    method("__rlshift__", rleft, "(self, value, /)", "Return value<<self."),
    method("__rshift__", right, "(self, value, /)", "Return self>>value."),
    method("__rrshift__", rright, "(self, value, /)", "Return value>>self."),
    method("__invert__", invert, "(self, /)", "~self"),
    method("__index__", to_int, "(self, /)", "The integer itself."),
    method("bit_length", bit_length, "(self, /)", "Number of bits necessary to represent self in binary."),
];

const FLOAT: &[Method] = &[
    method("__new__", float_new, "(cls, x=0, /)", "Convert a string or number to a floating-point number."),
    method("is_integer", is_integer, "(self, /)", "Return True if the float is an integer."),
];

pub fn install(vm: &mut Vm) {
    vm.fill_class(ClassIndex::INT, SHARED, &[]);
    vm.fill_class(ClassIndex::INT, INT, &[]);
    vm.fill_class(ClassIndex::FLOAT, SHARED, &[]);
    vm.fill_class(ClassIndex::FLOAT, FLOAT, &[]);
    let bool_new = method("__new__", bool_new, "(cls, object=False, /)", "The truth of a value.");
    vm.fill_class(ClassIndex::BOOL, &[bool_new], &[]);
    for (class, name) in [(ClassIndex::INT, "int"), (ClassIndex::FLOAT, "float"), (ClassIndex::BOOL, "bool")] {
        let value = vm.heap.class(class).to_value();
        vm.set_builtin(name, value);
    }
}

fn arithmetic(vm: &mut Vm, a: &Value, b: &Value, ints: OnInts, floats: OnFloats) -> Result {
    if let (Some(x), Some(y)) = (vm.as_big(a), vm.as_big(b)) {
        return ints(vm, x, y);
    }
    match (as_number(vm, a), as_number(vm, b)) {
        (Some(x), Some(y)) => floats(vm, x, y),
        _ => Ok(Value::NOT_IMPLEMENTED),
    }
}

/// A float, or an int as one.
fn as_number(vm: &Vm, value: &Value) -> Option<f64> {
    value.as_float().or_else(|| vm.as_big(value).and_then(|n| n.to_f64()))
}

fn no_float(_: &mut Vm, _: f64, _: f64) -> Result {
    Ok(Value::NOT_IMPLEMENTED)
}

fn int_true_div(vm: &mut Vm, a: Big, b: Big) -> Result {
    if b.is_zero() {
        return Err(vm.zero_division("division by zero"));
    }
    match (a.to_f64(), b.to_f64()) {
        (Some(x), Some(y)) if x.is_finite() && y.is_finite() => Ok(Value::float(x / y)),
        _ => {
            let shift = a.bits().max(b.bits()).saturating_sub(1000);
            let (x, y) = ((a >> shift).to_f64(), (b >> shift).to_f64());
            match (x, y) {
                (Some(x), Some(y)) if y != 0.0 => Ok(Value::float(x / y)),
                _ => Err(vm.overflow_error("integer division result too large for a float")),
            }
        }
    }
}

fn float_true_div(vm: &mut Vm, a: f64, b: f64) -> Result {
    if b == 0.0 { Err(vm.zero_division("float division by zero")) } else { Ok(Value::float(a / b)) }
}

fn int_floor_div(vm: &mut Vm, a: Big, b: Big) -> Result {
    if b.is_zero() {
        return Err(vm.zero_division("integer division or modulo by zero"));
    }
    Ok(Value::big_int(a.div_floor(&b)))
}

fn float_floor_div(vm: &mut Vm, a: f64, b: f64) -> Result {
    if b == 0.0 {
        return Err(vm.zero_division("float floor division by zero"));
    }
    let remainder = signed_remainder(a, b);
    Ok(Value::float(((a - remainder) / b).round()))
}

fn int_mod(vm: &mut Vm, a: Big, b: Big) -> Result {
    if b.is_zero() {
        return Err(vm.zero_division("integer modulo by zero"));
    }
    Ok(Value::big_int(a.mod_floor(&b)))
}

fn float_mod(vm: &mut Vm, a: f64, b: f64) -> Result {
    if b == 0.0 {
        return Err(vm.zero_division("float modulo"));
    }
    Ok(Value::float(signed_remainder(a, b)))
}

/// The remainder with the sign of the divisor.
fn signed_remainder(a: f64, b: f64) -> f64 {
    let remainder = a % b;
    if remainder != 0.0 && (remainder < 0.0) != (b < 0.0) {
        remainder + b
    } else if remainder == 0.0 {
        0.0f64.copysign(b)
    } else {
        remainder
    }
}

fn int_pow(vm: &mut Vm, a: Big, b: Big) -> Result {
    if b.is_negative() {
        return float_pow(vm, a.to_f64().unwrap_or(f64::INFINITY), b.to_f64().unwrap_or(0.0));
    }
    match b.to_u32() {
        Some(exponent) => Ok(Value::big_int(Pow::pow(a, exponent))),
        None if a.is_zero() || a == Big::from(1) => Ok(Value::big_int(a)),
        None => Err(vm.memory_error()),
    }
}

fn float_pow(vm: &mut Vm, a: f64, b: f64) -> Result {
    if a == 0.0 && b < 0.0 {
        return Err(vm.zero_division("zero to a negative power"));
    }
    let result = a.powf(b);
    if result.is_infinite() && a.is_finite() && b.is_finite() {
        return Err(vm.raise("OverflowError", vec![Value::int(34), Value::from("Numerical result out of range")]));
    }
    Ok(Value::float(result))
}

fn shift_count(vm: &mut Vm, b: &Big) -> Result<usize> {
    if b.is_negative() {
        return Err(vm.value_error("negative shift count"));
    }
    b.to_usize().filter(|n| *n < 1 << 36).ok_or_else(|| vm.overflow_error("too many digits in integer"))
}

fn int_left(vm: &mut Vm, a: Big, b: Big) -> Result {
    let count = shift_count(vm, &b)?;
    Ok(Value::big_int(a << count))
}

fn int_right(vm: &mut Vm, a: Big, b: Big) -> Result {
    let count = shift_count(vm, &b)?;
    Ok(Value::big_int(a >> count))
}

fn unary(vm: &mut Vm, value: &Value, int: fn(Big) -> Big, float: fn(f64) -> f64) -> Result {
    if let Some(x) = value.as_float() {
        return Ok(Value::float(float(x)));
    }
    let n = vm.as_big(value).unwrap_or_default();
    Ok(Value::big_int(int(n)))
}

fn negate(vm: &mut Vm, args: &[Value]) -> Result {
    unary(vm, &args[0], |n| -n, |x| -x)
}
fn positive(vm: &mut Vm, args: &[Value]) -> Result {
    unary(vm, &args[0], |n| n, |x| x)
}
fn absolute(vm: &mut Vm, args: &[Value]) -> Result {
    unary(vm, &args[0], |n| n.abs(), f64::abs)
}
fn invert(vm: &mut Vm, args: &[Value]) -> Result {
    unary(vm, &args[0], |n| -n - 1, |x| x)
}

fn truth(vm: &mut Vm, args: &[Value]) -> Result {
    let zero = match args[0].as_float() {
        Some(x) => x == 0.0,
        None => vm.as_big(&args[0]).unwrap_or_default().is_zero(),
    };
    Ok(Value::bool(!zero))
}

fn to_int(vm: &mut Vm, args: &[Value]) -> Result {
    if let Some(x) = args[0].as_float() {
        if x.is_nan() {
            return Err(vm.value_error("cannot convert float NaN to integer"));
        }
        return match <Big as num_traits::FromPrimitive>::from_f64(x.trunc()) {
            Some(n) => Ok(Value::big_int(n)),
            None => Err(vm.overflow_error("cannot convert float infinity to integer")),
        };
    }
    Ok(Value::big_int(vm.as_big(&args[0]).unwrap_or_default()))
}

fn to_float(vm: &mut Vm, args: &[Value]) -> Result {
    match as_number(vm, &args[0]) {
        Some(x) if x.is_finite() || args[0].as_float().is_some() => Ok(Value::float(x)),
        _ => Err(vm.overflow_error("int too large to convert to float")),
    }
}

fn hash(vm: &mut Vm, args: &[Value]) -> Result {
    const MODULUS: i64 = (1 << 61) - 1;
    if let Some(x) = args[0].as_float() {
        if x.is_infinite() {
            return Ok(Value::int(if x > 0.0 { 314159 } else { -314159 }));
        }
        if x.is_nan() {
            return Ok(Value::from_i64(vm.identity_hash(&args[0])));
        }
        return Ok(Value::from_i64(hash_float(x)));
    }
    let n = vm.as_big(&args[0]).unwrap_or_default() % Big::from(MODULUS);
    Ok(Value::from_i64(match n.to_i64().unwrap_or(0) {
        -1 => -2,
        n => n,
    }))
}

/// A float hashes as the rational number that it is: <https://docs.python.org/3.13/library/stdtypes.html#hashing-of-numeric-types>
fn hash_float(x: f64) -> i64 {
    const BITS: u64 = 61;
    const MODULUS: u64 = (1 << BITS) - 1;
    let bits = x.abs().to_bits();
    let raw = (bits >> 52) as i64;
    let (mantissa, exponent) = if raw == 0 { (bits, -1074) } else { ((bits & ((1 << 52) - 1)) | 1 << 52, raw - 1075) };
    let shift = exponent.rem_euclid(BITS as i64) as u64;
    let reduced = mantissa % MODULUS;
    let rotated = ((reduced << shift) & MODULUS) | (reduced >> (BITS - shift) as u32);
    let hash = (rotated % MODULUS) as i64 * if x < 0.0 { -1 } else { 1 };
    if hash == -1 { -2 } else { hash }
}

fn repr(vm: &mut Vm, args: &[Value]) -> Result {
    if let Some(b) = args[0].as_bool() {
        return Ok(Value::from(if b { "True" } else { "False" }));
    }
    if let Some(x) = args[0].as_float() {
        return Ok(Value::from(text::float::repr_float(x)));
    }
    if let Some(n) = args[0].as_small_int() {
        return Ok(Value::from(n.to_string()));
    }
    let n = vm.as_big(&args[0]).unwrap_or_default();
    let digits = n.magnitude().to_string();
    if digits.len() > vm.limits.int_digits {
        let message = format!(
            "Exceeds the limit ({} digits) for integer string conversion; use sys.set_int_max_str_digits() to increase the limit",
            vm.limits.int_digits
        );
        return Err(vm.value_error(message));
    }
    Ok(Value::from(if n.sign() == Sign::Minus { format!("-{digits}") } else { digits }))
}

// ---- comparison ---------------------------------------------------------------------------------

fn compare(vm: &mut Vm, args: &[Value], operator: Comparison) -> Result {
    if let (Some(a), Some(b)) = (vm.as_big(&args[0]), vm.as_big(&args[1])) {
        return Ok(Value::bool(operator.holds(a.cmp(&b))));
    }
    let order = match (args[0].as_float(), args[1].as_float(), vm.as_big(&args[0]), vm.as_big(&args[1])) {
        (Some(a), Some(b), _, _) => a.partial_cmp(&b),
        (Some(a), None, _, Some(b)) => compare_mixed(&b, a).map(std::cmp::Ordering::reverse),
        (None, Some(b), Some(a), _) => compare_mixed(&a, b),
        _ => return Ok(Value::NOT_IMPLEMENTED),
    };
    Ok(Value::bool(match order {
        Some(order) => operator.holds(order),
        None => operator == Comparison::Ne,
    }))
}

/// Compares exactly: no rounding of large integers.
fn compare_mixed(n: &Big, x: f64) -> Option<std::cmp::Ordering> {
    if x.is_nan() {
        return None;
    }
    let whole = <Big as num_traits::FromPrimitive>::from_f64(x.trunc());
    match whole {
        Some(whole) => Some(n.cmp(&whole).then(0.0.partial_cmp(&x.fract()).unwrap_or(std::cmp::Ordering::Equal))),
        None => Some(if x > 0.0 { std::cmp::Ordering::Less } else { std::cmp::Ordering::Greater }),
    }
}

fn less(vm: &mut Vm, args: &[Value]) -> Result {
    compare(vm, args, Comparison::Lt)
}
fn less_equal(vm: &mut Vm, args: &[Value]) -> Result {
    compare(vm, args, Comparison::Le)
}
fn equal(vm: &mut Vm, args: &[Value]) -> Result {
    compare(vm, args, Comparison::Eq)
}
fn not_equal(vm: &mut Vm, args: &[Value]) -> Result {
    compare(vm, args, Comparison::Ne)
}
fn greater(vm: &mut Vm, args: &[Value]) -> Result {
    compare(vm, args, Comparison::Gt)
}
fn greater_equal(vm: &mut Vm, args: &[Value]) -> Result {
    compare(vm, args, Comparison::Ge)
}

// ---- constructors -------------------------------------------------------------------------------

fn int_new(vm: &mut Vm, args: &[Value]) -> Result {
    let value = int_value(vm, &args[1], &args[2])?;
    if args[0].is_same(vm.heap.class(ClassIndex::INT).value()) {
        return Ok(value);
    }
    let n = vm.as_big(&value).unwrap_or_default();
    vm.new_object(&args[0], BigInt(n))
}

fn int_value(vm: &mut Vm, x: &Value, base: &Value) -> Result {
    if x.is_unbound() {
        return Ok(Value::int(0));
    }
    if let Some(string) = x.as_ref::<Str>().cloned() {
        let base = if base.is_unbound() { 10 } else { vm.index(base)? };
        return parse_int(vm, &string, base);
    }
    if !base.is_unbound() {
        return Err(vm.type_error("int() can't convert non-string with explicit base"));
    }
    if x.as_float().is_some() || vm.as_big(x).is_some() {
        return to_int(vm, std::slice::from_ref(x));
    }
    for hook in [object::dunder::INT, object::dunder::INDEX] {
        if let Some(result) = vm.call_dunder(x, hook, &[]) {
            return result;
        }
    }
    let message =
        format!("int() argument must be a string, a bytes-like object or a real number, not '{}'", vm.type_name(x));
    Err(vm.type_error(message))
}

fn parse_int(vm: &mut Vm, string: &Ref<Str>, base: i64) -> Result {
    let text = string.lossy().into_owned();
    let trimmed = text.trim();
    let (negative, digits) = match trimmed.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, trimmed.strip_prefix('+').unwrap_or(trimmed)),
    };
    let prefix = digits.get(..2).map(|p| p.to_ascii_lowercase());
    let marked = match prefix.as_deref() {
        Some("0x") => 16,
        Some("0o") => 8,
        Some("0b") => 2,
        _ => 0,
    };
    let (radix, digits) = match (base, marked) {
        (0, 0) => (10, digits),
        (0, m) => (m, &digits[2..]),
        (b, m) if b == m => (m, &digits[2..]),
        (b, _) => (b, digits),
    };
    let clean = digits.replace('_', "");
    let well_formed = !digits.starts_with('_') && !digits.ends_with('_') && !digits.contains("__") && !clean.is_empty();
    let parsed = if well_formed && (2..=36).contains(&radix) && !clean.starts_with(['+', '-']) {
        Big::parse_bytes(clean.as_bytes(), radix as u32)
    } else {
        None
    };
    match parsed {
        Some(n) => Ok(Value::big_int(if negative { -n } else { n })),
        None => {
            let shown = vm.repr_text(string.value())?;
            Err(vm.value_error(format!("invalid literal for int() with base {base}: {shown}")))
        }
    }
}

fn float_new(vm: &mut Vm, args: &[Value]) -> Result {
    let x = if let Some(string) = args[1].as_ref::<Str>().cloned() {
        match text::float::parse_float(&string.lossy()) {
            Some(x) => x,
            None => {
                let shown = vm.repr_text(string.value())?;
                return Err(vm.value_error(format!("could not convert string to float: {shown}")));
            }
        }
    } else if vm.as_big(&args[1]).is_some() || args[1].as_float().is_some() {
        let value = to_float(vm, &args[1..])?;
        value.as_float().unwrap_or(0.0)
    } else {
        match vm.to_float(&args[1]) {
            Ok(x) => x,
            Err(_) => {
                drop(vm.take_pending());
                let message =
                    format!("float() argument must be a string or a real number, not '{}'", vm.type_name(&args[1]));
                return Err(vm.type_error(message));
            }
        }
    };
    if args[0].is_same(vm.heap.class(ClassIndex::FLOAT).value()) {
        return Ok(Value::float(x));
    }
    vm.new_object(&args[0], object::Float(x))
}

fn bool_new(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(Value::bool(vm.truth(&args[1])?))
}

fn bit_length(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(Value::from_usize(vm.as_big(&args[0]).unwrap_or_default().bits() as usize))
}

fn is_integer(_: &mut Vm, args: &[Value]) -> Result {
    let x = args[0].as_float().unwrap_or(0.0);
    Ok(Value::bool(x.is_finite() && x.fract() == 0.0))
}
