//! UTF-8 that may hold lone surrogates, each encoded on its own as three bytes.

/// How many bytes the character with this first byte takes.
#[inline]
pub fn width(first: u8) -> usize {
    match first {
        0..0x80 => 1,
        0x80..0xe0 => 2,
        0xe0..0xf0 => 3,
        _ => 4,
    }
}

#[inline]
pub fn is_continuation(byte: u8) -> bool {
    byte & 0xc0 == 0x80
}

/// How many characters there are.
pub fn count(bytes: &[u8]) -> usize {
    if bytes.is_ascii() {
        return bytes.len();
    }
    bytes.iter().filter(|b| !is_continuation(**b)).count()
}

/// Code points in order, from either end.
pub fn characters(bytes: &[u8]) -> Characters<'_> {
    Characters { bytes }
}

#[derive(Clone)]
pub struct Characters<'a> {
    bytes: &'a [u8],
}

impl Characters<'_> {
    /// What was not read yet.
    pub fn rest(&self) -> &[u8] {
        self.bytes
    }
}

impl Iterator for Characters<'_> {
    type Item = u32;
    #[inline]
    fn next(&mut self) -> Option<u32> {
        let first = *self.bytes.first()?;
        let (character, rest) = self.bytes.split_at(width(first).min(self.bytes.len()));
        self.bytes = rest;
        Some(decode(character))
    }
}

impl DoubleEndedIterator for Characters<'_> {
    fn next_back(&mut self) -> Option<u32> {
        let start = self.bytes.iter().rposition(|b| !is_continuation(*b))?;
        let (rest, character) = self.bytes.split_at(start);
        self.bytes = rest;
        Some(decode(character))
    }
}

fn decode(character: &[u8]) -> u32 {
    let tail = |n: u32, b: &u8| n << 6 | (*b & 0x3f) as u32;
    match character {
        [a] => *a as u32,
        [a, rest @ ..] => {
            let lead = *a as u32 & (0x7f >> (rest.len() + 1));
            rest.iter().fold(lead, tail)
        }
        [] => 0,
    }
}

/// Appends a character; a surrogate too.
#[inline]
pub fn push(out: &mut Vec<u8>, c: u32) {
    let low = |shift: u32| 0x80 | (c >> shift & 0x3f) as u8;
    match c {
        0..0x80 => out.push(c as u8),
        0x80..0x800 => out.extend_from_slice(&[0xc0 | (c >> 6) as u8, low(0)]),
        0x800..0x10000 => out.extend_from_slice(&[0xe0 | (c >> 12) as u8, low(6), low(0)]),
        _ => out.extend_from_slice(&[0xf0 | (c >> 18) as u8, low(12), low(6), low(0)]),
    }
}

/// These characters as bytes.
pub fn from_characters(characters: impl IntoIterator<Item = u32>) -> Vec<u8> {
    let mut out = Vec::new();
    characters.into_iter().for_each(|c| push(&mut out, c));
    out
}

pub fn is_surrogate(c: u32) -> bool {
    (0xd800..0xe000).contains(&c)
}

/// Is it free of lone surrogates?
pub fn is_utf8(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn surrogates_go_there_and_back() {
        let codes = [0x41, 0xe9, 0xd800, 0xdfff, 0x4e2d, 0x1f600];
        let bytes = from_characters(codes);
        assert_eq!(characters(&bytes).collect::<Vec<_>>(), codes);
        assert_eq!(characters(&bytes).next_back(), Some(0x1f600));
        assert_eq!((count(&bytes), is_utf8(&bytes)), (6, false));
    }
}
