//! Values that are written in place: they have no identity worth a box.

use num_bigint::BigInt as Big;
use object::{BigInt, Bytes, Complex, Str, Value};

/// Characters of a string, and bits of an integer, that are written where not everything is wanted.
const LONG: usize = 200;
const BITS: u64 = 4096;

/// The type and the text of a value that is written in place, None for objects.
pub fn written(value: &Value, whole: bool) -> Option<(&'static str, String)> {
    if let Some(n) = value.as_small_int() {
        return Some(("int", n.to_string()));
    }
    if let Some(b) = value.as_bool() {
        return Some(("bool", if b { "True" } else { "False" }.to_string()));
    }
    if value.is_none() {
        return Some(("NoneType", "None".to_string()));
    }
    if value.is_same(&Value::ELLIPSIS) {
        return Some(("ellipsis", "Ellipsis".to_string()));
    }
    if value.is_not_implemented() {
        return Some(("NotImplementedType", "NotImplemented".to_string()));
    }
    // Instances of subclasses are objects.
    if value.header().is_some_and(|h| h.is_extended()) {
        return None;
    }
    Some((type_of(value)?, text_of(value, whole)?))
}

fn type_of(value: &Value) -> Option<&'static str> {
    if value.as_float().is_some() {
        return Some("float");
    }
    match value.kind()? {
        object::Kind::BigInt => Some("int"),
        object::Kind::Complex => Some("complex"),
        object::Kind::Str => Some("str"),
        object::Kind::Bytes => Some("bytes"),
        _ => None,
    }
}

/// The text of a number, a string or bytes, of a subclass, too.
pub fn text_of(value: &Value, whole: bool) -> Option<String> {
    if let Some(x) = value.as_float() {
        return Some(text::float::repr_float(x));
    }
    if let Some(n) = value.as_small_int() {
        return Some(n.to_string());
    }
    if let Some(n) = value.as_ref::<BigInt>() {
        return Some(if whole || n.0.bits() <= BITS { n.0.to_string() } else { about(&n.0) });
    }
    if let Some(c) = value.as_ref::<Complex>() {
        return Some(complex_text(c.real, c.imaginary));
    }
    if let Some(string) = value.as_ref::<Str>() {
        return Some(string_text(string, whole));
    }
    let bytes = value.as_ref::<Bytes>()?;
    let shown = if whole || bytes.0.len() <= LONG { &bytes.0[..] } else { &bytes.0[..LONG] };
    let text = text::str::repr_bytes(shown);
    Some(if shown.len() < bytes.0.len() { format!("{text}…") } else { text })
}

fn about(n: &Big) -> String {
    let sign = if n.sign() == num_bigint::Sign::Minus { "-" } else { "" };
    format!("{sign}… {} bits …", n.bits())
}

fn string_text(string: &Str, whole: bool) -> String {
    if whole || string.len() <= LONG {
        return text::str::repr_str(&string.lossy());
    }
    let piece = |start, end| String::from_utf8_lossy(string.slice(start, end)).into_owned();
    let (head, tail) = (piece(0, LONG / 2), piece(string.len() - LONG / 2, string.len()));
    text::str::repr_str(&format!("{head}…{tail}"))
}

/// As CPython writes it: `(1+2j)`, `2j`.
fn complex_text(real: f64, imaginary: f64) -> String {
    let short = |x: f64| {
        let text = text::float::repr_float(x);
        text.strip_suffix(".0").map_or(text.clone(), str::to_string)
    };
    if real == 0.0 && real.is_sign_positive() {
        return format!("{}j", short(imaginary));
    }
    let sign = if imaginary.is_sign_negative() && !imaginary.is_nan() { "" } else { "+" };
    format!("({}{sign}{}j)", short(real), short(imaginary))
}
