//! int and bool: arithmetic beyond the loop's fast paths, bits, comparison, rounding.
//!
//! Numbers out of text and bytes, and into them, are in `int_text.rs`.

use num_bigint::BigInt as Big;
use num_integer::Integer;
use num_traits::{One, Pow, Signed, ToPrimitive, Zero};
use object::{BigInt, ClassIndex, Int, Value};
use vm::{Comparison, Getter, Method, Result, Vm, getter, method};

use crate::int_text;

macro_rules! binary {
    ($name:ident, $reflected:ident, $on_ints:expr) => {
        fn $name(vm: &mut Vm, args: &[Value]) -> Result {
            match (Int::of(&args[0]), Int::of(&args[1])) {
                (Some(a), Some(b)) => $on_ints(vm, a, b),
                _ => Ok(Value::NOT_IMPLEMENTED),
            }
        }
        fn $reflected(vm: &mut Vm, args: &[Value]) -> Result {
            match (Int::of(&args[1]), Int::of(&args[0])) {
                (Some(a), Some(b)) => $on_ints(vm, a, b),
                _ => Ok(Value::NOT_IMPLEMENTED),
            }
        }
    };
}

binary!(add, radd, int_add);
binary!(sub, rsub, int_sub);
binary!(mul, rmul, int_mul);
binary!(true_div, rtrue_div, int_true_div);
binary!(floor_div, rfloor_div, int_floor_div);
binary!(modulo, rmodulo, int_mod);
binary!(div_mod, rdiv_mod, int_div_mod);
binary!(and, rand, |_, a, b| bitwise(a, b, |a, b| a & b, |a, b| a & b));
binary!(or, ror, |_, a, b| bitwise(a, b, |a, b| a | b, |a, b| a | b));
binary!(xor, rxor, |_, a, b| bitwise(a, b, |a, b| a ^ b, |a, b| a ^ b));
binary!(left, rleft, int_left);
binary!(right, rright, int_right);

macro_rules! comparison {
    ($($name:ident $operator:ident)*) => { $(
        fn $name(_: &mut Vm, args: &[Value]) -> Result {
            match (Int::of(&args[0]), Int::of(&args[1])) {
                (Some(a), Some(b)) => Ok(Value::bool(Comparison::$operator.holds(a.compare(b)))),
                _ => Ok(Value::NOT_IMPLEMENTED),
            }
        }
    )* };
}

comparison!(less Lt less_equal Le equal Eq not_equal Ne greater Gt greater_equal Ge);

const INT: &[Method] = &[
    method("__new__", int_text::new, "(cls, x=<unset>, /, base=<unset>)", NEW_DOC),
    method("__repr__", int_text::repr, "(self, /)", "Return repr(self)."),
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
    method("__invert__", invert, "(self, /)", "~self"),
    method("__lshift__", left, "(self, value, /)", "Return self<<value."),
    method("__rlshift__", rleft, "(self, value, /)", "Return value<<self."),
    method("__rshift__", right, "(self, value, /)", "Return self>>value."),
    method("__rrshift__", rright, "(self, value, /)", "Return value>>self."),
    method("__and__", and, "(self, value, /)", "Return self&value."),
    method("__rand__", rand, "(self, value, /)", "Return value&self."),
    method("__xor__", xor, "(self, value, /)", "Return self^value."),
    method("__rxor__", rxor, "(self, value, /)", "Return value^self."),
    method("__or__", or, "(self, value, /)", "Return self|value."),
    method("__ror__", ror, "(self, value, /)", "Return value|self."),
    method("__int__", itself, "(self, /)", "int(self)"),
    method("__float__", to_float, "(self, /)", "float(self)"),
    method("__floordiv__", floor_div, "(self, value, /)", "Return self//value."),
    method("__rfloordiv__", rfloor_div, "(self, value, /)", "Return value//self."),
    method("__truediv__", true_div, "(self, value, /)", "Return self/value."),
    method("__rtruediv__", rtrue_div, "(self, value, /)", "Return value/self."),
    method(
        "__index__",
        itself,
        "(self, /)",
        "Return self converted to an integer, if self is suitable for use as an index into a list.",
    ),
    method("conjugate", itself, "(self, /)", "Returns self, the complex conjugate of any int."),
    method(
        "bit_length",
        bit_length,
        "(self, /)",
        "Number of bits necessary to represent self in binary.\n\n>>> bin(37)\n'0b100101'\n>>> (37).bit_length()\n6",
    ),
    method(
        "bit_count",
        bit_count,
        "(self, /)",
        "Number of ones in the binary representation of the absolute value of self.\n\nAlso known as the population count.\n\n>>> bin(13)\n'0b1101'\n>>> (13).bit_count()\n3",
    ),
    method(
        "to_bytes",
        int_text::to_bytes,
        "(self, /, length=1, byteorder='big', *, signed=False)",
        "Return an array of bytes representing an integer.",
    ),
    vm::class_method(
        "from_bytes",
        int_text::from_bytes,
        "(type, /, bytes, byteorder='big', *, signed=False)",
        "Return the integer represented by the given array of bytes.",
    ),
    method(
        "as_integer_ratio",
        integer_ratio,
        "(self, /)",
        "Return a pair of integers, whose ratio is equal to the original int.\n\nThe ratio is in lowest terms and has a positive denominator.",
    ),
    method(
        "is_integer",
        always,
        "(self, /)",
        "Returns True. Exists for duck type compatibility with float.is_integer.",
    ),
    method("__trunc__", itself, "(self, /)", "Truncating an Integral returns itself."),
    method("__floor__", itself, "(self, /)", "Flooring an Integral returns itself."),
    method("__ceil__", itself, "(self, /)", "Ceiling of an Integral returns itself."),
    method(
        "__round__",
        round,
        "(self, ndigits=<unrepresentable>, /)",
        "Rounding an Integral returns itself.\n\nRounding with an ndigits argument also returns an integer.",
    ),
    method("__getnewargs__", new_arguments, "(self, /)", ""),
    method("__sizeof__", size_of, "(self, /)", "Returns size in memory, in bytes."),
];

const NEW_DOC: &str = "Create and return a new object.  See help(type) for accurate signature.";

const INT_GETTERS: &[Getter] = &[
    getter("real", itself, "the real part of a complex number"),
    getter("imag", zero, "the imaginary part of a complex number"),
    getter("numerator", itself, "the numerator of a rational number in lowest terms"),
    getter("denominator", one, "the denominator of a rational number in lowest terms"),
];

const BOOL: &[Method] = &[
    method("__new__", bool_new, "(cls, object=False, /)", NEW_DOC),
    method("__repr__", bool_repr, "(self, /)", "Return repr(self)."),
    method("__invert__", invert, "(self, /)", "~self"),
    method("__and__", bool_and, "(self, value, /)", "Return self&value."),
    method("__rand__", bool_and, "(self, value, /)", "Return value&self."),
    method("__xor__", bool_xor, "(self, value, /)", "Return self^value."),
    method("__rxor__", bool_xor, "(self, value, /)", "Return value^self."),
    method("__or__", bool_or, "(self, value, /)", "Return self|value."),
    method("__ror__", bool_or, "(self, value, /)", "Return value|self."),
];

pub fn install(vm: &mut Vm) {
    vm.fill_class(ClassIndex::INT, INT, INT_GETTERS);
    vm.fill_class(ClassIndex::BOOL, BOOL, &[]);
    for (class, name) in [(ClassIndex::INT, "int"), (ClassIndex::BOOL, "bool")] {
        let value = vm.heap.class(class).to_value();
        vm.set_builtin(name, value);
    }
}

/// An exact int, for a bool or an instance of a subclass of int.
pub(crate) fn plain(value: &Value) -> Value {
    match Int::of(value) {
        Some(Int::Small(n)) => Value::from_i64(n),
        Some(Int::Big(n)) if value.header().is_none_or(|h| h.class() != ClassIndex::INT) => Value::big_int(n.clone()),
        _ => value.clone(),
    }
}

fn own(value: &Value) -> Int<'_> {
    Int::of(value).unwrap_or(Int::Small(0))
}

// ---- arithmetic ---------------------------------------------------------------------------------

fn int_add(_: &mut Vm, a: Int, b: Int) -> Result {
    Ok(match (a, b) {
        (Int::Small(a), Int::Small(b)) => Value::from_i64(a + b),
        (Int::Big(a), Int::Small(b)) | (Int::Small(b), Int::Big(a)) => Value::big_int(a + b),
        (Int::Big(a), Int::Big(b)) => Value::big_int(a + b),
    })
}

fn int_sub(_: &mut Vm, a: Int, b: Int) -> Result {
    Ok(match (a, b) {
        (Int::Small(a), Int::Small(b)) => Value::from_i64(a - b),
        (Int::Big(a), Int::Small(b)) => Value::big_int(a - b),
        (Int::Small(a), Int::Big(b)) => Value::big_int(a - b),
        (Int::Big(a), Int::Big(b)) => Value::big_int(a - b),
    })
}

fn int_mul(vm: &mut Vm, a: Int, b: Int) -> Result {
    Ok(match (a, b) {
        (Int::Small(a), Int::Small(b)) => match a.checked_mul(b) {
            Some(product) => Value::from_i64(product),
            None => Value::big_int(Big::from(a as i128 * b as i128)),
        },
        (Int::Big(a), Int::Small(b)) | (Int::Small(b), Int::Big(a)) => Value::big_int(a * b),
        (Int::Big(a), Int::Big(b)) => {
            vm.check_room(((a.bits() + b.bits()) / 8) as usize)?;
            Value::big_int(a * b)
        }
    })
}

fn int_floor_div(vm: &mut Vm, a: Int, b: Int) -> Result {
    if b.is_zero() {
        return Err(vm.zero_division("integer division or modulo by zero"));
    }
    Ok(match (a, b) {
        (Int::Small(a), Int::Small(b)) => Value::from_i64(Integer::div_floor(&a, &b)),
        _ => Value::big_int(a.to_big().div_floor(&b.to_big())),
    })
}

fn int_mod(vm: &mut Vm, a: Int, b: Int) -> Result {
    if b.is_zero() {
        return Err(vm.zero_division("integer modulo by zero"));
    }
    Ok(match (a, b) {
        (Int::Small(a), Int::Small(b)) => Value::from_i64(Integer::mod_floor(&a, &b)),
        _ => Value::big_int(a.to_big().mod_floor(&b.to_big())),
    })
}

fn int_div_mod(vm: &mut Vm, a: Int, b: Int) -> Result {
    if b.is_zero() {
        return Err(vm.zero_division("integer division or modulo by zero"));
    }
    Ok(Value::tuple(match (a, b) {
        (Int::Small(a), Int::Small(b)) => {
            vec![Value::from_i64(Integer::div_floor(&a, &b)), Value::from_i64(Integer::mod_floor(&a, &b))]
        }
        _ => {
            let (quotient, remainder) = a.to_big().div_mod_floor(&b.to_big());
            vec![Value::big_int(quotient), Value::big_int(remainder)]
        }
    }))
}

/// Exact: the quotient rounded once, to the nearest float, ties to even.
fn int_true_div(vm: &mut Vm, a: Int, b: Int) -> Result {
    if b.is_zero() {
        return Err(vm.zero_division("division by zero"));
    }
    if let (Int::Small(a), Int::Small(b)) = (a, b)
        && a.unsigned_abs() <= 1 << 53
        && b.unsigned_abs() <= 1 << 53
    {
        return Ok(Value::float(a as f64 / b as f64));
    }
    match divide(&a.to_big(), &b.to_big()) {
        Some(quotient) => Ok(Value::float(quotient)),
        None => Err(vm.overflow_error("integer division result too large for a float")),
    }
}

/// `a / b` as the nearest float; None where it is too large.
pub(crate) fn divide(a: &Big, b: &Big) -> Option<f64> {
    const MANTISSA: i64 = 53;
    const LEAST_EXPONENT: i64 = -1021;
    if a.is_zero() {
        return Some(if b.is_negative() { -0.0 } else { 0.0 });
    }
    let negative = a.is_negative() != b.is_negative();
    let (a, b) = (a.magnitude(), b.magnitude());
    let difference = a.bits() as i64 - b.bits() as i64;
    if difference > 1025 {
        return None;
    }
    if difference < LEAST_EXPONENT - MANTISSA - 1 {
        return Some(if negative { -0.0 } else { 0.0 });
    }
    // Two bits more than a float has, and one that says whether anything is left below them.
    let shift = difference.max(LEAST_EXPONENT) - MANTISSA - 2;
    let (quotient, inexact) = if shift <= 0 {
        let (quotient, rest) = (a << (-shift) as u64).div_rem(b);
        (quotient, !rest.is_zero())
    } else {
        let (quotient, rest) = a.div_rem(&(b << shift as u64));
        (quotient, !rest.is_zero())
    };
    let bits = quotient.bits() as i64;
    let mut x = quotient.to_u64()? | inexact as u64;
    let extra = (bits.max(LEAST_EXPONENT - shift) - MANTISSA) as u32;
    let half = 1u64 << (extra - 1);
    let low = x & ((half << 1) - 1);
    x -= low;
    if low > half || low == half && x & (half << 1) != 0 {
        x += half << 1;
    }
    let result = scale(x as f64, shift as i32);
    if result.is_infinite() {
        return None;
    }
    Some(if negative { -result } else { result })
}

/// `x * 2**exponent`, in steps that do not overflow on the way.
pub(crate) fn scale(x: f64, exponent: i32) -> f64 {
    let (mut x, mut exponent) = (x, exponent);
    while exponent > 1000 && x.is_finite() {
        x *= 2f64.powi(1000);
        exponent -= 1000;
    }
    while exponent < -1000 && x != 0.0 {
        // Down to the edge of the subnormal range only the last step may round.
        let step = if exponent < -1900 { 1000 } else { -exponent - 960 };
        x *= 2f64.powi(-step.min(-exponent));
        exponent += step.min(-exponent);
    }
    x * 2f64.powi(exponent)
}

fn power(vm: &mut Vm, args: &[Value]) -> Result {
    raise_to(vm, &args[0], &args[1], &args[2])
}

fn rpower(vm: &mut Vm, args: &[Value]) -> Result {
    raise_to(vm, &args[1], &args[0], &args[2])
}

fn raise_to(vm: &mut Vm, base: &Value, exponent: &Value, modulus: &Value) -> Result {
    let (Some(a), Some(b)) = (Int::of(base), Int::of(exponent)) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    if !modulus.is_none() {
        return match Int::of(modulus) {
            Some(m) => modular_power(vm, &a.to_big(), &b.to_big(), &m.to_big()),
            None => Ok(Value::NOT_IMPLEMENTED),
        };
    }
    if b.is_negative() {
        return match (a.to_f64(), b.to_f64()) {
            (Some(a), Some(b)) => crate::float::power_of(vm, a, b),
            _ => Err(vm.overflow_error("int too large to convert to float")),
        };
    }
    let trivial = match a {
        Int::Small(n @ (0 | 1)) => Some(if b.is_zero() { 1 } else { n }),
        Int::Small(-1) => Some(if b.to_big().is_even() { 1 } else { -1 }),
        _ => None,
    };
    if let Some(n) = trivial {
        return Ok(Value::int(n));
    }
    let Some(exponent) = b.to_i64().and_then(|n| u32::try_from(n).ok()) else {
        return Err(vm.memory_error());
    };
    if let Int::Small(n) = a
        && let Some(result) = n.checked_pow(exponent)
    {
        return Ok(Value::from_i64(result));
    }
    let a = a.to_big();
    vm.check_room((a.bits().saturating_mul(exponent as u64) / 8) as usize)?;
    Ok(Value::big_int(Pow::pow(a.as_ref(), exponent)))
}

fn modular_power(vm: &mut Vm, base: &Big, exponent: &Big, modulus: &Big) -> Result {
    if modulus.is_zero() {
        return Err(vm.value_error("pow() 3rd argument cannot be 0"));
    }
    let size = modulus.abs();
    let result = if exponent.is_negative() {
        let reduced = base.mod_floor(&size);
        let bezout = reduced.extended_gcd(&size);
        if !bezout.gcd.is_one() && !size.is_one() {
            return Err(vm.value_error("base is not invertible for the given modulus"));
        }
        bezout.x.mod_floor(&size).modpow(&-exponent, &size)
    } else {
        base.modpow(exponent, &size)
    };
    let result = result.mod_floor(&size);
    let shifted = modulus.is_negative() && !result.is_zero();
    Ok(Value::big_int(if shifted { result - size } else { result }))
}

// ---- bits ---------------------------------------------------------------------------------------

fn bitwise(a: Int, b: Int, small: fn(i64, i64) -> i64, big: fn(&Big, &Big) -> Big) -> Result {
    Ok(match (a, b) {
        (Int::Small(a), Int::Small(b)) => Value::from_i64(small(a, b)),
        _ => Value::big_int(big(&a.to_big(), &b.to_big())),
    })
}

fn int_left(vm: &mut Vm, a: Int, b: Int) -> Result {
    if b.is_negative() {
        return Err(vm.value_error("negative shift count"));
    }
    if a.is_zero() {
        return Ok(Value::int(0));
    }
    let Some(count) = b.to_i64().filter(|n| *n < 1 << 60) else {
        return Err(vm.overflow_error("too many digits in integer"));
    };
    if let Int::Small(n) = a
        && count < 62
        && let Some(result) = n.checked_mul(1 << count)
    {
        return Ok(Value::from_i64(result));
    }
    let a = a.to_big();
    vm.check_room((a.bits() as i64 + count) as usize / 8)?;
    Ok(Value::big_int(a.as_ref() << count))
}

fn int_right(vm: &mut Vm, a: Int, b: Int) -> Result {
    if b.is_negative() {
        return Err(vm.value_error("negative shift count"));
    }
    let all_gone = Value::int(if a.is_negative() { -1 } else { 0 });
    Ok(match (a, b.to_i64()) {
        (_, None) => all_gone,
        (Int::Small(n), Some(count)) => Value::from_i64(n >> count.min(63)),
        (Int::Big(n), Some(count)) if count as u64 > n.bits() => all_gone,
        (Int::Big(n), Some(count)) => Value::big_int(n >> count),
    })
}

fn bit_length(_: &mut Vm, args: &[Value]) -> Result {
    Ok(match own(&args[0]) {
        Int::Small(n) => Value::int(64 - n.unsigned_abs().leading_zeros() as i64),
        Int::Big(n) => Value::from_usize(n.bits() as usize),
    })
}

fn bit_count(_: &mut Vm, args: &[Value]) -> Result {
    Ok(match own(&args[0]) {
        Int::Small(n) => Value::int(n.unsigned_abs().count_ones() as i64),
        Int::Big(n) => Value::from_usize(n.magnitude().count_ones() as usize),
    })
}

// ---- one operand ----------------------------------------------------------------------------------

fn negate(_: &mut Vm, args: &[Value]) -> Result {
    Ok(match own(&args[0]) {
        Int::Small(n) => Value::from_i64(-n),
        Int::Big(n) => Value::big_int(-n),
    })
}

fn absolute(_: &mut Vm, args: &[Value]) -> Result {
    Ok(match own(&args[0]) {
        Int::Small(n) => Value::from_i64(n.abs()),
        Int::Big(n) => Value::big_int(n.abs()),
    })
}

fn invert(_: &mut Vm, args: &[Value]) -> Result {
    Ok(match own(&args[0]) {
        Int::Small(n) => Value::from_i64(!n),
        Int::Big(n) => Value::big_int(!n.clone()),
    })
}

fn truth(_: &mut Vm, args: &[Value]) -> Result {
    Ok(Value::bool(!own(&args[0]).is_zero()))
}

fn itself(_: &mut Vm, args: &[Value]) -> Result {
    Ok(plain(&args[0]))
}

fn always(_: &mut Vm, _: &[Value]) -> Result {
    Ok(Value::TRUE)
}

fn zero(_: &mut Vm, _: &[Value]) -> Result {
    Ok(Value::int(0))
}

fn one(_: &mut Vm, _: &[Value]) -> Result {
    Ok(Value::int(1))
}

fn to_float(vm: &mut Vm, args: &[Value]) -> Result {
    match own(&args[0]).to_f64() {
        Some(x) => Ok(Value::float(x)),
        None => Err(vm.overflow_error("int too large to convert to float")),
    }
}

fn hash(_: &mut Vm, args: &[Value]) -> Result {
    Ok(Value::from_i64(own(&args[0]).hash()))
}

fn integer_ratio(_: &mut Vm, args: &[Value]) -> Result {
    Ok(Value::tuple_of([plain(&args[0]), Value::int(1)]))
}

fn new_arguments(_: &mut Vm, args: &[Value]) -> Result {
    Ok(Value::tuple_of([plain(&args[0])]))
}

/// What CPython's digits of 30 bits would take.
fn size_of(_: &mut Vm, args: &[Value]) -> Result {
    let bits = match own(&args[0]) {
        Int::Small(n) => 64 - n.unsigned_abs().leading_zeros() as u64,
        Int::Big(n) => n.bits(),
    };
    Ok(Value::int(24 + 4 * bits.div_ceil(30).max(1) as i64))
}

/// To a multiple of a power of ten, ties to the even one.
fn round(vm: &mut Vm, args: &[Value]) -> Result {
    if args[1].is_unbound() {
        return Ok(plain(&args[0]));
    }
    let digits = vm.index_clamped(&args[1])?;
    if digits >= 0 {
        return Ok(plain(&args[0]));
    }
    let n = own(&args[0]).to_big();
    let places = digits.unsigned_abs();
    if places as f64 > n.bits() as f64 * 0.302 + 2.0 {
        return Ok(Value::int(0));
    }
    let unit: Big = Pow::pow(Big::from(10), places);
    let (quotient, rest) = n.div_mod_floor(&unit);
    let up = match (&rest * 2u32).cmp(&unit) {
        std::cmp::Ordering::Less => false,
        std::cmp::Ordering::Equal => quotient.is_odd(),
        std::cmp::Ordering::Greater => true,
    };
    Ok(Value::big_int((quotient + up as u8) * unit))
}

// ---- bool -----------------------------------------------------------------------------------------

fn bool_new(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(Value::bool(vm.truth(&args[1])?))
}

fn bool_repr(_: &mut Vm, args: &[Value]) -> Result {
    Ok(Value::from(if args[0].is_same(&Value::TRUE) { "True" } else { "False" }))
}

fn on_bools(vm: &mut Vm, args: &[Value], both: fn(bool, bool) -> bool, otherwise: vm::NativeFn) -> Result {
    match (args[0].as_bool(), args[1].as_bool()) {
        (Some(a), Some(b)) => Ok(Value::bool(both(a, b))),
        _ => otherwise(vm, args),
    }
}

fn bool_and(vm: &mut Vm, args: &[Value]) -> Result {
    on_bools(vm, args, |a, b| a & b, and)
}
fn bool_or(vm: &mut Vm, args: &[Value]) -> Result {
    on_bools(vm, args, |a, b| a | b, or)
}
fn bool_xor(vm: &mut Vm, args: &[Value]) -> Result {
    on_bools(vm, args, |a, b| a ^ b, xor)
}

/// An int of a class: a plain one for int itself.
pub(crate) fn of_class(vm: &mut Vm, class: &Value, value: Value) -> Result {
    if class.is_same(vm.heap.class(ClassIndex::INT).value()) {
        return Ok(value);
    }
    let n = own(&value).to_big().into_owned();
    vm.new_object(class, BigInt(n))
}
