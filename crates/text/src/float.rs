//! Floats as text, and back.

use crate::number;

/// `repr(x)`: the shortest digits that read back as `x`, in CPython's choice of notation.
pub fn repr_float(x: f64) -> String {
    if x.is_nan() {
        return "nan".to_string();
    }
    if x.is_infinite() {
        return if x > 0.0 { "inf" } else { "-inf" }.to_string();
    }
    if let Some(text) = few_decimals(x) {
        return text;
    }
    let scientific = shortest(x);
    let (digits, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    if (-4..16).contains(&exponent) {
        return place_point(digits, exponent);
    }
    let sign = if exponent < 0 { '-' } else { '+' };
    format!("{digits}e{sign}{:02}", exponent.abs())
}

/// The same for a number of at most 15 digits, few of them decimals: as a fraction of a power of ten it is found exactly,
/// and no other so short one reads back as `x`.
fn few_decimals(x: f64) -> Option<String> {
    const LARGEST: f64 = 1e15;
    if !(1e-3..1e10).contains(&x.abs()) {
        return None;
    }
    let (mut places, mut unit) = (0, 1.0);
    while (x * unit).fract() != 0.0 || x * unit / unit != x {
        (places, unit) = (places + 1, unit * 10.0);
        if places > 5 || x.abs() * unit >= LARGEST {
            return None;
        }
    }
    let (sign, mut size) = (if x < 0.0 { "-" } else { "" }, (x * unit).abs() as u64);
    if places == 0 {
        return Some(format!("{sign}{size}.0"));
    }
    let mut unit = unit as u64;
    while places > 1 && size.is_multiple_of(10) {
        (places, unit, size) = (places - 1, unit / 10, size / 10);
    }
    Some(format!("{sign}{}.{:0places$}", size / unit, size % unit))
}

/// The shortest digits that read back as `x`, in scientific notation; of two that are equally near, the even ones.
fn shortest(x: f64) -> String {
    let scientific = format!("{x:e}");
    let Some((digits, exponent)) = scientific.split_once('e') else {
        return scientific;
    };
    // A 5 that is the one digit too many: then `x` lies in the middle
    // between two decimals: such a tie Rust rounds up.
    let count = digits.bytes().filter(u8::is_ascii_digit).count() as i32;
    let whole = exponent.parse().unwrap_or(0) + 1;
    if whole + decimals(x) != count + 1 {
        return scientific;
    }
    let exact = format!("{x:.*e}", count as usize);
    let Some(below) = exact.split_once('e').and_then(|(digits, _)| digits.strip_suffix('5')) else {
        return scientific;
    };
    let even = below.ends_with(['0', '2', '4', '6', '8']);
    let lower = format!("{below}e{exponent}");
    if even && lower.parse() == Ok(x) { lower } else { scientific }
}

/// How many decimals the exact value of `x` has.
fn decimals(x: f64) -> i32 {
    let bits = x.abs().to_bits();
    let raw = (bits >> 52) as i32;
    let (mantissa, exponent) = if raw == 0 { (bits, -1074) } else { (bits & ((1 << 52) - 1) | 1 << 52, raw - 1075) };
    (-(exponent + mantissa.trailing_zeros() as i32)).max(0)
}

/// Digits with their point, as `12.5`; the exponent is small.
fn place_point(digits: &str, exponent: i32) -> String {
    let (sign, digits) = digits.strip_prefix('-').map_or(("", digits), |digits| ("-", digits));
    let bare: String = digits.chars().filter(|c| *c != '.').collect();
    if exponent < 0 {
        return format!("{sign}0.{}{bare}", "0".repeat(-exponent as usize - 1));
    }
    let whole = exponent as usize + 1;
    if bare.len() <= whole {
        return format!("{sign}{bare}{}.0", "0".repeat(whole - bare.len()));
    }
    format!("{sign}{}.{}", &bare[..whole], &bare[whole..])
}

/// How `printf` would write a number.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Notation {
    /// `%e`
    Exponent,
    /// `%f`
    Fixed,
    /// `%g`
    General,
    /// `%g` that always shows a point or an exponent.
    Pointed,
}

/// No double has more digits than this behind its point: what follows is zeros.
const MOST_DIGITS: usize = 1100;

/// The digits of `x` without its sign; `inf` and `nan` as they are. `alternate` keeps the point.
pub fn digits(x: f64, notation: Notation, precision: usize, alternate: bool) -> String {
    if x.is_nan() {
        return "nan".to_string();
    }
    if x.is_infinite() {
        return "inf".to_string();
    }
    let x = x.abs();
    match notation {
        Notation::Exponent => exponent_digits(x, precision, alternate),
        Notation::Fixed => fixed_digits(x, precision, alternate),
        Notation::General | Notation::Pointed => general_digits(x, precision.max(1), notation, alternate),
    }
}

fn fixed_digits(x: f64, precision: usize, alternate: bool) -> String {
    if let Some(text) = few_digits(x, precision)
        && precision > 0
    {
        return text;
    }
    let shown = precision.min(MOST_DIGITS);
    let mut text = format!("{x:.shown$}");
    text.extend(std::iter::repeat_n('0', precision - shown));
    if precision == 0 && alternate {
        text.push('.');
    }
    text
}

/// The same for a number of ordinary size with few decimals, by exact integers: rounded to the nearest, ties to even.
fn few_digits(x: f64, precision: usize) -> Option<String> {
    let bits = x.to_bits();
    let shift = 1075 - (bits >> 52) as i64;
    if !(1..=100).contains(&shift) || precision > 15 {
        return None;
    }
    // x is mantissa / 2**shift: below 2**52, and no product below is larger than 2**53 * 10**15.
    let mantissa = bits & ((1 << 52) - 1) | 1 << 52;
    let scaled = mantissa as u128 * 10u128.pow(precision as u32);
    let (floor, rest, half) = (scaled >> shift, scaled & ((1 << shift) - 1), 1u128 << (shift - 1));
    let rounded = floor + (rest > half || rest == half && floor & 1 == 1) as u128;
    let mut left = u64::try_from(rounded).ok()?;
    // Digits from the last to the first, into the longest that there can be, with a point.
    let mut text = [0; 24];
    let (mut place, mut written) = (text.len(), 0);
    while left != 0 || written <= precision {
        if written == precision && precision > 0 {
            place -= 1;
            text[place] = b'.';
        }
        place -= 1;
        text[place] = b'0' + (left % 10) as u8;
        left /= 10;
        written += 1;
    }
    std::str::from_utf8(&text[place..]).ok().map(str::to_string)
}

fn exponent_digits(x: f64, precision: usize, alternate: bool) -> String {
    let (mut mantissa, exponent) = scientific(x, precision);
    if precision == 0 && alternate {
        mantissa.push('.');
    }
    with_exponent(&mantissa, exponent)
}

fn scientific(x: f64, precision: usize) -> (String, i32) {
    let shown = precision.min(MOST_DIGITS);
    let text = format!("{x:.shown$e}");
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let mut mantissa = mantissa.to_string();
    mantissa.extend(std::iter::repeat_n('0', precision - shown));
    (mantissa, exponent.parse().unwrap_or(0))
}

fn with_exponent(mantissa: &str, exponent: i32) -> String {
    let sign = if exponent < 0 { '-' } else { '+' };
    format!("{mantissa}e{sign}{:02}", exponent.abs())
}

fn general_digits(x: f64, precision: usize, notation: Notation, alternate: bool) -> String {
    let (mantissa, exponent) = scientific(x, precision - 1);
    let pointed = notation == Notation::Pointed;
    let limit = precision as i64 - pointed as i64;
    if exponent >= -4 && (exponent as i64) < limit.max(0) {
        let decimals = (precision as i64 - 1 - exponent as i64).max(0) as usize;
        let text = fixed_digits(x, decimals, alternate);
        let text = if alternate { text } else { without_zeros(text) };
        return if pointed && !text.contains('.') { format!("{text}.0") } else { text };
    }
    let mantissa = match (alternate, mantissa.contains('.')) {
        (true, false) => format!("{mantissa}."),
        (true, true) => mantissa,
        (false, _) => without_zeros(mantissa),
    };
    with_exponent(&mantissa, exponent)
}

fn without_zeros(text: String) -> String {
    if !text.contains('.') {
        return text;
    }
    text.trim_end_matches('0').trim_end_matches('.').to_string()
}

/// `float(text)`, None where CPython raises ValueError.
pub fn parse_float(text: &str) -> Option<f64> {
    parse(text.as_bytes())
}

/// The same for WTF-8 bytes: digits and white space of any script.
pub fn parse(text: &[u8]) -> Option<f64> {
    let ascii = number::to_ascii(text)?;
    parse_ascii(number::trim(&ascii))
}

/// A number without white space around it.
pub fn parse_ascii(text: &str) -> Option<f64> {
    let (negative, bare) = match text.as_bytes().first()? {
        b'-' => (true, &text[1..]),
        b'+' => (false, &text[1..]),
        _ => (false, text),
    };
    let value = match bare.len() {
        3 if bare.eq_ignore_ascii_case("inf") => f64::INFINITY,
        8 if bare.eq_ignore_ascii_case("infinity") => f64::INFINITY,
        3 if bare.eq_ignore_ascii_case("nan") => f64::NAN,
        _ => {
            if !bare.starts_with(|c: char| c.is_ascii_digit() || c == '.') {
                return None;
            }
            number::without_underscores(bare)?.parse().ok()?
        }
    };
    Some(if negative { -value } else { value })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notation_is_cpythons() {
        let table = [(0.1, "0.1"), (1.0, "1.0"), (1e16, "1e+16"), (1e15, "1000000000000000.0"), (1e-5, "1e-05")];
        table.iter().for_each(|(x, text)| assert_eq!(repr_float(*x), *text));
        for n in -20_000i64..20_000 {
            let x = (n * 7919) as f64 / [1.0, 10.0, 8.0, 1000.0, 3.0, 1e5][n.rem_euclid(6) as usize];
            if x.abs() > 1e-3 {
                assert_eq!(repr_float(x), format!("{x:?}"));
            }
        }
        assert_eq!(repr_float(-0.0), "-0.0");
        assert_eq!(parse_float(" 1_0.5 "), Some(10.5));
        assert_eq!(parse_float("1__0"), None);
        assert_eq!(parse_float("abc"), None);
        assert_eq!(parse_float("-Infinity"), Some(f64::NEG_INFINITY));
    }

    #[test]
    fn precision_is_printfs() {
        let general = |x, p| digits(x, Notation::General, p, false);
        assert_eq!([general(1e5, 6), general(1e6, 6), general(0.0001, 6)], ["100000", "1e+06", "0.0001"]);
        assert_eq!(digits(2.5, Notation::Fixed, 0, false), "2");
        for n in 0..20_000u64 {
            let x = f64::from_bits(n.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 2 | 0x3000 << 48) * 1e6;
            let precision = n as usize % 15 + 1;
            assert_eq!(digits(x, Notation::Fixed, precision, false), format!("{x:.precision$}"));
        }
        assert_eq!(digits(0.125, Notation::Fixed, 2, false), "0.12");
        assert_eq!(digits(1.0, Notation::Exponent, 0, true), "1.e+00");
        assert_eq!(digits(1e15, Notation::Pointed, 16, false), "1e+15");
    }
}
