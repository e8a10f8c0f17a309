//! Floats as text.

/// `repr(x)`: the shortest digits that read back as `x`, in CPython's choice of notation.
pub fn repr_float(x: f64) -> String {
    if x.is_nan() {
        return "nan".to_string();
    }
    if x.is_infinite() {
        return if x > 0.0 { "inf" } else { "-inf" }.to_string();
    }
    let scientific = format!("{x:e}");
    let (digits, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    if (-4..16).contains(&exponent) {
        let plain = format!("{x}");
        return if plain.contains('.') { plain } else { format!("{plain}.0") };
    }
    let sign = if exponent < 0 { '-' } else { '+' };
    format!("{digits}e{sign}{:02}", exponent.abs())
}

/// `float(text)`, None where CPython raises ValueError.
pub fn parse_float(text: &str) -> Option<f64> {
    let text = text.trim();
    let lower = text.to_ascii_lowercase();
    let bare = lower.trim_start_matches(['+', '-']);
    if matches!(bare, "inf" | "infinity" | "nan") {
        let value = if bare == "nan" { f64::NAN } else { f64::INFINITY };
        return Some(if lower.starts_with('-') { -value } else { value });
    }
    if !bare.starts_with(|c: char| c.is_ascii_digit() || c == '.') || lower.len() - bare.len() > 1 {
        return None;
    }
    let bytes = bare.as_bytes();
    let digit = |at: Option<usize>| at.and_then(|i| bytes.get(i)).is_some_and(u8::is_ascii_digit);
    let misplaced = |(i, _): (usize, &u8)| !digit(i.checked_sub(1)) || !digit(Some(i + 1));
    if bytes.iter().enumerate().filter(|(_, b)| **b == b'_').any(misplaced) {
        return None;
    }
    lower.replace('_', "").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notation_is_cpythons() {
        let table = [(0.1, "0.1"), (1.0, "1.0"), (1e16, "1e+16"), (1e15, "1000000000000000.0"), (1e-5, "1e-05")];
        table.iter().for_each(|(x, text)| assert_eq!(repr_float(*x), *text));
        assert_eq!(repr_float(-0.0), "-0.0");
        assert_eq!(parse_float(" 1_0.5 "), Some(10.5));
        assert_eq!(parse_float("1__0"), None);
        assert_eq!(parse_float("abc"), None);
    }
}
