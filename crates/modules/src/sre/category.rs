//! What kinds of characters patterns know: `\d`, `\s`, `\w`, their ASCII and Unicode forms, and case.

use text::unicode;

/// Is the character of category `number`, as the library's `_constants.CHCODES` count them?
pub fn is(number: u32, character: u32) -> bool {
    let found = match number / 2 {
        0 => is_digit(character),
        1 => is_space(character),
        2 | 4 => is_word(character),
        3 => character == 10,
        5 => is_unicode_digit(character),
        6 => is_unicode_space(character),
        7 => is_unicode_word(character),
        8 => matches!(character, 10..=13 | 0x1c..=0x1e | 0x85 | 0x2028 | 0x2029),
        _ => return false,
    };
    found == number.is_multiple_of(2)
}

fn is_digit(character: u32) -> bool {
    (0x30..=0x39).contains(&character)
}

fn is_space(character: u32) -> bool {
    matches!(character, 9..=13 | 32)
}

pub fn is_word(character: u32) -> bool {
    u8::try_from(character).is_ok_and(|b| b.is_ascii_alphanumeric() || b == b'_')
}

fn is_unicode_digit(character: u32) -> bool {
    if character < 0x80 { is_digit(character) } else { unicode::is_decimal(character) }
}

fn is_unicode_space(character: u32) -> bool {
    matches!(character, 9..=13 | 0x1c..=0x20) || character >= 0x80 && unicode::is_space(character)
}

pub fn is_unicode_word(character: u32) -> bool {
    is_word(character) || character >= 0x80 && unicode::is_alnum(character)
}

pub fn lower_ascii(character: u32) -> u32 {
    u8::try_from(character).map_or(character, |b| b.to_ascii_lowercase() as u32)
}

pub fn upper_ascii(character: u32) -> u32 {
    u8::try_from(character).map_or(character, |b| b.to_ascii_uppercase() as u32)
}

/// The lower case of one character, where it is one.
pub fn lower(character: u32) -> u32 {
    if character < 0x80 {
        return lower_ascii(character);
    }
    char::from_u32(character).and_then(|c| c.to_lowercase().next()).map_or(character, |c| c as u32)
}

pub fn upper(character: u32) -> u32 {
    if character < 0x80 {
        return upper_ascii(character);
    }
    match char::from_u32(character).map(char::to_uppercase) {
        Some(mut all) if all.len() == 1 => all.next().map_or(character, |c| c as u32),
        _ => character,
    }
}
