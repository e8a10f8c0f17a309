//! What Unicode 15.1 says of characters: the properties behind `str.isalpha` and its kin, behind `repr`,
//! and behind the module `unicodedata`.
//!
//! Characters are code points (`u32`), lone surrogates included. Names are not here.

mod case;
mod normal;
mod table;

pub use case::{fold, lower, title, upper};
pub use normal::{Form, decomposition, is_normalized, normalize};

/// The version of the data.
pub const VERSION: &str = table::VERSION;

const MIRRORED: u16 = 1;
const NUMERIC: u16 = 1 << 1;
const PRINTABLE: u16 = 1 << 2;
const LOWER: u16 = 1 << 3;
const UPPER: u16 = 1 << 4;
const TITLE: u16 = 1 << 5;
const CONTINUES: u16 = 1 << 6;
const STARTS: u16 = 1 << 7;
const CASE_IGNORABLE: u16 = 1 << 8;
const SPACE: u16 = 1 << 9;

type Record = (u8, u8, u8, u8, i8, i8, u16);

fn record(c: u32) -> &'static Record {
    let run = table::RUNS.partition_point(|(start, _)| *start <= c);
    let (_, record) = table::RUNS[run.saturating_sub(1)];
    &table::RECORDS[record as usize]
}

fn has(c: u32, flag: u16) -> bool {
    record(c).6 & flag != 0
}

/// The general category, as `Lu`.
pub fn category(c: u32) -> &'static str {
    table::CATEGORIES[record(c).0 as usize]
}

pub fn bidirectional(c: u32) -> &'static str {
    table::BIDI[record(c).1 as usize]
}

pub fn combining(c: u32) -> u8 {
    record(c).2
}

pub fn east_asian_width(c: u32) -> &'static str {
    table::WIDTHS[record(c).3 as usize]
}

pub fn is_mirrored(c: u32) -> bool {
    has(c, MIRRORED)
}

/// The value of a decimal digit of any script.
#[inline]
pub fn decimal(c: u32) -> Option<u8> {
    if c < 0x80 {
        return (c as u8).is_ascii_digit().then(|| c as u8 - b'0');
    }
    u8::try_from(record(c).4).ok()
}

/// The value of a digit, superscripts and circled ones too.
pub fn digit(c: u32) -> Option<u8> {
    u8::try_from(record(c).5).ok()
}

/// The value of a numeric character: ½, Ⅻ, 万.
pub fn numeric(c: u32) -> Option<f64> {
    match digit(c) {
        Some(digit) => Some(digit as f64),
        None => {
            let place = table::NUMERIC.binary_search_by_key(&c, |(code, _)| *code).ok()?;
            Some(table::NUMERIC[place].1)
        }
    }
}

pub fn is_assigned(c: u32) -> bool {
    record(c).0 != 0
}

#[inline]
pub fn is_alpha(c: u32) -> bool {
    match c {
        0..0x80 => (c as u8).is_ascii_alphabetic(),
        _ => category(c).starts_with('L'),
    }
}

#[inline]
pub fn is_decimal(c: u32) -> bool {
    decimal(c).is_some()
}

pub fn is_digit(c: u32) -> bool {
    digit(c).is_some()
}

pub fn is_numeric(c: u32) -> bool {
    has(c, NUMERIC)
}

pub fn is_alnum(c: u32) -> bool {
    is_alpha(c) || is_decimal(c) || is_digit(c) || is_numeric(c)
}

/// Does `repr` show it as it is?
#[inline]
pub fn is_printable(c: u32) -> bool {
    match c {
        0..0x80 => (0x20..0x7f).contains(&c),
        _ => has(c, PRINTABLE),
    }
}

#[inline]
pub fn is_space(c: u32) -> bool {
    match c {
        0..0x80 => matches!(c, 9..=13 | 28..=32),
        _ => has(c, SPACE),
    }
}

pub fn is_lower(c: u32) -> bool {
    has(c, LOWER)
}

pub fn is_upper(c: u32) -> bool {
    has(c, UPPER)
}

pub fn is_title(c: u32) -> bool {
    has(c, TITLE)
}

pub fn is_cased(c: u32) -> bool {
    has(c, LOWER | UPPER | TITLE)
}

/// May it begin an identifier?
pub fn starts_identifier(c: u32) -> bool {
    has(c, STARTS)
}

pub fn continues_identifier(c: u32) -> bool {
    has(c, CONTINUES)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_are_unicodes() {
        assert_eq!(category('é' as u32), "Ll");
        assert_eq!(category(0x2fffe), "Cn");
        assert_eq!(numeric('½' as u32), Some(0.5));
        assert_eq!(decimal('٣' as u32), Some(3));
        assert!(is_space(0x3000) && !is_printable(0xad) && is_alpha('中' as u32));
    }
}
