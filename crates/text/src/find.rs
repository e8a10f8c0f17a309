//! Searching in bytes: linear in the text, whatever is looked for.

use memchr::memmem;

/// In so short a text looking at each byte is quicker than what is quick in long ones.
const SHORT: usize = 32;

/// The first place of `needle` in `text`.
pub fn find(text: &[u8], needle: &[u8]) -> Option<usize> {
    match needle {
        [byte] if text.len() < SHORT => text.iter().position(|b| b == byte),
        [first, ..] if text.len() < SHORT => {
            let last = text.len().checked_sub(needle.len())?;
            (0..=last).find(|&at| text[at] == *first && text[at..].starts_with(needle))
        }
        [byte] => memchr::memchr(*byte, text),
        _ => memmem::find(text, needle),
    }
}

/// The last place of `needle` in `text`.
pub fn rfind(text: &[u8], needle: &[u8]) -> Option<usize> {
    match needle {
        [byte] => memchr::memrchr(*byte, text),
        _ => memmem::rfind(text, needle),
    }
}

/// The places of `needle`, which is not empty, without overlaps.
pub fn all<'a>(text: &'a [u8], needle: &'a [u8]) -> impl Iterator<Item = usize> + 'a {
    let mut long = (text.len() >= SHORT).then(|| memmem::find_iter(text, needle));
    let mut from = 0;
    std::iter::from_fn(move || match &mut long {
        Some(places) => places.next(),
        None => {
            let place = from + find(&text[from..], needle)?;
            from = place + needle.len();
            Some(place)
        }
    })
}

/// How often `needle`, which is not empty, is there without overlaps.
pub fn count(text: &[u8], needle: &[u8]) -> usize {
    match needle {
        [byte] if text.len() < SHORT => text.iter().filter(|b| *b == byte).count(),
        [byte] => memchr::memchr_iter(*byte, text).count(),
        _ => all(text, needle).count(),
    }
}

/// The text with at most `most` occurrences of `old` exchanged; an empty `old` stands before each character
/// (as `width` counts their bytes) and at the end.
pub fn replace(text: &[u8], old: &[u8], new: &[u8], most: usize, width: fn(u8) -> usize) -> Option<Vec<u8>> {
    if most == 0 || old.len() > text.len() {
        return None;
    }
    if old.is_empty() {
        return Some(interleave(text, new, most, width));
    }
    let mut places = all(text, old).take(most).peekable();
    places.peek()?;
    let mut out = Vec::with_capacity(text.len());
    let mut from = 0;
    for place in places {
        out.extend_from_slice(&text[from..place]);
        out.extend_from_slice(new);
        from = place + old.len();
    }
    out.extend_from_slice(&text[from..]);
    Some(out)
}

fn interleave(text: &[u8], new: &[u8], most: usize, width: fn(u8) -> usize) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len() * 2);
    let (mut rest, mut left) = (text, most);
    loop {
        if left == 0 {
            out.extend_from_slice(rest);
            return out;
        }
        out.extend_from_slice(new);
        left -= 1;
        let Some(first) = rest.first() else {
            return out;
        };
        let (character, after) = rest.split_at(width(*first).min(rest.len()));
        out.extend_from_slice(character);
        rest = after;
    }
}
