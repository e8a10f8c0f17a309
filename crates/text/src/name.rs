//! The names of characters. The crate's table may be younger than Unicode 15.1: what that does not know has no name.

use crate::unicode;

/// The name of a character; controls and unassigned ones have none.
pub fn name(c: u32) -> Option<String> {
    if !unicode::is_assigned(c) {
        return None;
    }
    match c {
        // 15.1's own: ideographs of extension I, and the description characters.
        0x2ebf0..=0x2ee5d => Some(format!("CJK UNIFIED IDEOGRAPH-{c:X}")),
        _ => unicode_names2::name(char::from_u32(c)?).map(|name| name.to_string()),
    }
}

/// The character with this name, or an alias of it, in any case.
pub fn lookup(name: &str) -> Option<u32> {
    let upper = name.to_ascii_uppercase();
    if let Some(hex) = upper.strip_prefix("CJK UNIFIED IDEOGRAPH-")
        && let Ok(c) = u32::from_str_radix(hex, 16)
    {
        let ideograph = hex.len() >= 4 && unicode::is_assigned(c) && self::name(c).as_deref() == Some(&upper);
        return ideograph.then_some(c);
    }
    let c = unicode_names2::character(&upper)? as u32;
    unicode::is_assigned(c).then_some(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_go_there_and_back() {
        assert_eq!(name('é' as u32).as_deref(), Some("LATIN SMALL LETTER E WITH ACUTE"));
        assert_eq!(lookup("latin small letter e with acute"), Some('é' as u32));
        assert_eq!(name(0x2ebf0).as_deref(), Some("CJK UNIFIED IDEOGRAPH-2EBF0"));
        assert_eq!((name(0x0a), lookup("no such name")), (None, None));
    }
}
