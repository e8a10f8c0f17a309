//! The built-in functions of numbers: abs, bin, divmod, hex, oct, pow, round.

use num_traits::Signed;
use object::{Int, Value, dunder};
use vm::{Method, Result, Vm, method};

pub(crate) const FUNCTIONS: &[Method] = &[
    method("abs", abs, "(x, /)", "Return the absolute value of the argument."),
    method(
        "bin",
        bin,
        "(number, /)",
        "Return the binary representation of an integer.\n\n   >>> bin(2796202)\n   '0b1010101010101010101010'",
    ),
    method("divmod", div_mod, "(x, y, /)", "Return the tuple (x//y, x%y).  Invariant: div*y + mod == x."),
    method(
        "hex",
        hex,
        "(number, /)",
        "Return the hexadecimal representation of an integer.\n\n   >>> hex(12648430)\n   '0xc0ffee'",
    ),
    method(
        "oct",
        oct,
        "(number, /)",
        "Return the octal representation of an integer.\n\n   >>> oct(342391)\n   '0o1234567'",
    ),
    method(
        "pow",
        pow,
        "(base, exp, mod=None)",
        "Equivalent to base**exp with 2 arguments or base**exp % mod with 3 arguments.\n\nSome types, such as ints, are able to use a more efficient algorithm when\ninvoked using the three argument form.",
    ),
    method(
        "round",
        round,
        "(number, ndigits=None)",
        "Round a number to a given precision in decimal digits.\n\nThe return value is an integer if ndigits is omitted or None.  Otherwise\nthe return value has the same type as the number.  ndigits may be negative.",
    ),
];

fn abs(vm: &mut Vm, args: &[Value]) -> Result {
    if let Some(n) = args[0].as_small_int() {
        return Ok(Value::from_i64(n.abs()));
    }
    if let Some(x) = args[0].as_float().filter(|_| !args[0].is_object()) {
        return Ok(Value::float(x.abs()));
    }
    match vm.call_dunder(&args[0], dunder::ABS, &[]) {
        Some(result) => result,
        None => {
            let message = format!("bad operand type for abs(): '{}'", vm.type_name(&args[0]));
            Err(vm.type_error(message))
        }
    }
}

fn div_mod(vm: &mut Vm, args: &[Value]) -> Result {
    if let (Some(a), Some(b)) = (args[0].as_small_int(), args[1].as_small_int())
        && b > 0
    {
        return Ok(Value::tuple_of([Value::int(a.div_euclid(b)), Value::int(a.rem_euclid(b))]));
    }
    vm.divmod(&args[0], &args[1])
}

fn pow(vm: &mut Vm, args: &[Value]) -> Result {
    vm.power(&args[0], &args[1], &args[2])
}

fn round(vm: &mut Vm, args: &[Value]) -> Result {
    let Some(hook) = vm.dunder_of(&args[0], dunder::ROUND) else {
        let message = format!("type {} doesn't define __round__ method", vm.type_name(&args[0]));
        return Err(vm.type_error(message));
    };
    let digits = if args[1].is_none() { &[] } else { &args[1..2] };
    vm.call_unbound(&hook, &args[0], digits)
}

fn in_radix(vm: &mut Vm, value: &Value, radix: u32, prefix: &str) -> Result {
    let index = vm.index_value(value)?;
    let text = match Int::of(&index).unwrap_or(Int::Small(0)) {
        Int::Small(n) => {
            let (sign, n) = (if n < 0 { "-" } else { "" }, n.unsigned_abs());
            match radix {
                2 => format!("{sign}{prefix}{n:b}"),
                8 => format!("{sign}{prefix}{n:o}"),
                _ => format!("{sign}{prefix}{n:x}"),
            }
        }
        Int::Big(n) => {
            let sign = if n.is_negative() { "-" } else { "" };
            format!("{sign}{prefix}{}", n.magnitude().to_str_radix(radix))
        }
    };
    Ok(Value::from(text))
}

fn bin(vm: &mut Vm, args: &[Value]) -> Result {
    in_radix(vm, &args[0], 2, "0b")
}

fn oct(vm: &mut Vm, args: &[Value]) -> Result {
    in_radix(vm, &args[0], 8, "0o")
}

fn hex(vm: &mut Vm, args: &[Value]) -> Result {
    in_radix(vm, &args[0], 16, "0x")
}
