//! `__format__` and `repr` of numbers, and numbers out of text.

use num_bigint::{BigInt as Big, Sign};
use object::{ClassIndex, Str, Value};
use text::spec::{self, Spec};
use vm::{Method, Result, Vm, method};

const INT: Method = method("__format__", format_int, "(self, format_spec, /)", "Convert to a string by format_spec.");
const FLOAT: Method = method("__format__", format_float, "(self, format_spec, /)", "Formats the float by format_spec.");
const COMPLEX: Method = method("__format__", format_complex, "(self, format_spec, /)", "Convert by format_spec.");

pub fn install(vm: &mut Vm) {
    for (class, method) in [(ClassIndex::INT, INT), (ClassIndex::FLOAT, FLOAT), (ClassIndex::COMPLEX, COMPLEX)] {
        vm.fill_class(class, &[method], &[]);
    }
}

fn wrong(vm: &mut Vm, message: String) -> vm::Raised {
    vm.value_error(message)
}

/// The specification, or None where it is empty: then the text is that of `str`.
fn specification(vm: &mut Vm, args: &[Value], kind: u32) -> Result<Option<Spec>> {
    let spec = vm.str_arg(&args[1], "__format__() argument")?;
    if spec.is_empty() {
        return Ok(None);
    }
    match Spec::parse(spec.bytes(), || vm.type_name(&args[0]), kind, b'>') {
        Ok(spec) if spec.width > 1 << 34 || spec.precision > Some(i32::MAX as usize) => {
            Err(if spec.width > 1 << 34 { vm.memory_error() } else { vm.value_error("precision too big") })
        }
        Ok(spec) => Ok(Some(spec)),
        Err(message) => Err(wrong(vm, message)),
    }
}

fn format_int(vm: &mut Vm, args: &[Value]) -> Result {
    let Some(spec) = specification(vm, args, 'd' as u32)? else {
        return Ok(vm.str(&args[0])?.into());
    };
    let bytes = match spec.kind() {
        'b' | 'c' | 'd' | 'o' | 'x' | 'X' | 'n' => {
            if let Err(message) = spec::check_integer(&spec) {
                return Err(wrong(vm, message));
            }
            if spec.kind() == 'c' {
                let code = vm.index_clamped(&args[0])?;
                let Some(code) = u32::try_from(code).ok().filter(|c| *c < 0x110000) else {
                    return Err(vm.overflow_error("%c arg not in range(0x110000)"));
                };
                let align = if spec.align == b'=' { b'>' } else { spec.align };
                Spec { align, ..spec }.pad(&text::wtf8::from_characters([code]))
            } else {
                let negative = is_negative(&args[0]);
                spec::format_integer(negative, &spec, |radix| Ok(magnitude(vm, &args[0], radix)?.1))?
            }
        }
        'e' | 'E' | 'f' | 'F' | 'g' | 'G' | '%' => {
            let class = vm.heap.class(ClassIndex::FLOAT).to_value();
            let x = vm.call(&class, std::slice::from_ref(&args[0]))?.as_float().unwrap_or(0.0);
            match spec::format_float(x, &spec) {
                Ok(bytes) => bytes,
                Err(message) => return Err(wrong(vm, message)),
            }
        }
        _ => {
            let message = spec.unknown_kind(&vm.type_name(&args[0]));
            return Err(wrong(vm, message));
        }
    };
    crate::string::made(bytes)
}

fn is_negative(value: &Value) -> bool {
    match value.as_small_int() {
        Some(n) => n < 0,
        None => value.as_ref::<object::BigInt>().is_some_and(|n| n.0.sign() == Sign::Minus),
    }
}

/// Sign and digits of an int; ValueError where there are more decimal digits than allowed.
pub(crate) fn magnitude(vm: &mut Vm, value: &Value, radix: u32) -> Result<(bool, String)> {
    if let Some(n) = value.as_small_int() {
        let n_abs = n.unsigned_abs();
        let digits = match radix {
            2 => format!("{n_abs:b}"),
            8 => format!("{n_abs:o}"),
            16 => format!("{n_abs:x}"),
            _ => n_abs.to_string(),
        };
        return Ok((n < 0, digits));
    }
    let big: Big = vm.as_big(value).unwrap_or_default();
    // A digit takes more than three bits: what is surely too long need not be converted first.
    let limit = vm.limits.int_digits;
    let surely = radix == 10 && limit > 0 && big.bits() > limit as u64 * 4 + 4;
    let digits = if surely { String::new() } else { big.magnitude().to_str_radix(radix) };
    if surely || radix == 10 && limit > 0 && digits.len() > limit {
        let message = format!(
            "Exceeds the limit ({limit} digits) for integer string conversion; \
             use sys.set_int_max_str_digits() to increase the limit"
        );
        return Err(vm.value_error(message));
    }
    Ok((big.sign() == Sign::Minus, digits))
}

fn format_float(vm: &mut Vm, args: &[Value]) -> Result {
    let Some(spec) = specification(vm, args, 0)? else {
        return Ok(vm.str(&args[0])?.into());
    };
    match spec::format_float(args[0].as_float().unwrap_or(0.0), &spec) {
        Ok(bytes) => crate::string::made(bytes),
        Err(_) if !matches!(spec.kind(), 'e' | 'E' | 'f' | 'F' | 'g' | 'G' | 'n' | '%' | '\0') => {
            let message = spec.unknown_kind(&vm.type_name(&args[0]));
            Err(wrong(vm, message))
        }
        Err(message) => Err(wrong(vm, message)),
    }
}

fn format_complex(vm: &mut Vm, args: &[Value]) -> Result {
    let Some(spec) = specification(vm, args, 0)? else {
        return Ok(vm.str(&args[0])?.into());
    };
    let (real, imaginary) = args[0].as_ref::<object::Complex>().map_or((0.0, 0.0), |z| (z.real, z.imaginary));
    match spec::format_complex(real, imaginary, &spec) {
        Ok(bytes) => crate::string::made(bytes),
        Err(message) => Err(wrong(vm, message)),
    }
}

// ---- out of text -----------------------------------------------------------------------------------

/// The text of a str, or the bytes of a bytes-like object.
pub(crate) fn text_of(vm: &Vm, value: &Value) -> Option<Vec<u8>> {
    match value.as_ref::<Str>() {
        Some(string) => Some(string.bytes().to_vec()),
        None => vm.buffer(value).map(|b| b.into_owned()),
    }
}

/// `int(value, base)` of a str or bytes.
pub(crate) fn parse_int(vm: &mut Vm, value: &Value, base: i64) -> Result {
    if base != 0 && !(2..=36).contains(&base) {
        return Err(vm.value_error("int() base must be >= 2 and <= 36, or 0"));
    }
    let text = text_of(vm, value).unwrap_or_default();
    // Bytes are ASCII or no number.
    let readable = value.as_ref::<Str>().is_some() || text.is_ascii();
    let Some(read) = text::number::parse_integer(&text, base as u32).filter(|_| readable) else {
        let shown = shown(vm, value)?;
        return Err(vm.value_error(format!("invalid literal for int() with base {base}: {shown}")));
    };
    let (count, limit) = (read.digits.len(), vm.limits.int_digits);
    if !read.radix.is_power_of_two() && limit > 0 && count > limit {
        let message = format!(
            "Exceeds the limit ({limit} digits) for integer string conversion: value has {count} digits; \
             use sys.set_int_max_str_digits() to increase the limit"
        );
        return Err(vm.value_error(message));
    }
    let negative = read.negative;
    if count <= 11
        && let Ok(n) = i64::from_str_radix(&read.digits, read.radix)
    {
        return Ok(Value::from_i64(if negative { -n } else { n }));
    }
    let n = Big::parse_bytes(read.digits.as_bytes(), read.radix).unwrap_or_default();
    Ok(Value::big_int(if negative { -n } else { n }))
}

/// `float(value)` of a str or bytes.
pub(crate) fn parse_float(vm: &mut Vm, value: &Value) -> Result<f64> {
    let text = text_of(vm, value).unwrap_or_default();
    match text::float::parse(&text) {
        Some(x) => Ok(x),
        None => {
            let shown = shown(vm, value)?;
            Err(vm.value_error(format!("could not convert string to float: {shown}")))
        }
    }
}

/// How an error shows the text: bytes-like objects as bytes.
fn shown(vm: &mut Vm, value: &Value) -> Result<String> {
    match value.as_ref::<Str>() {
        Some(string) => Ok(text::str::repr(string.bytes())),
        None => match vm.buffer(value) {
            Some(bytes) => Ok(text::str::repr_bytes(&bytes)),
            None => vm.repr_text(value),
        },
    }
}
