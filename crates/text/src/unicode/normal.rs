//! Normal forms: <https://www.unicode.org/reports/tr15/>

use std::collections::HashMap;
use std::sync::OnceLock;

use super::{combining, table};
use crate::wtf8;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
    C,
    D,
    KC,
    KD,
}

impl Form {
    pub fn named(name: &str) -> Option<Form> {
        Some(match name {
            "NFC" => Form::C,
            "NFD" => Form::D,
            "NFKC" => Form::KC,
            "NFKD" => Form::KD,
            _ => return None,
        })
    }
}

/// The decomposition as `unicodedata.decomposition` writes it; empty if there is none.
pub fn decomposition(c: u32) -> String {
    let Some((parts, tag, _)) = entry(c) else {
        return String::new();
    };
    let tag = match table::TAGS[tag as usize] {
        "" => None,
        name => Some(format!("<{name}>")),
    };
    let words: Vec<String> = tag.into_iter().chain(parts.iter().map(|p| format!("{p:04X}"))).collect();
    words.join(" ")
}

pub fn is_normalized(text: &[u8], form: Form) -> bool {
    text.is_ascii() || normalize(text, form) == text
}

pub fn normalize(text: &[u8], form: Form) -> Vec<u8> {
    if text.is_ascii() {
        return text.to_vec();
    }
    let compatible = matches!(form, Form::KC | Form::KD);
    let mut characters = Vec::with_capacity(text.len());
    wtf8::characters(text).for_each(|c| decompose(c, compatible, &mut characters));
    order(&mut characters);
    if matches!(form, Form::C | Form::KC) {
        compose(&mut characters);
    }
    let mut out = Vec::with_capacity(text.len());
    characters.into_iter().for_each(|c| wtf8::push(&mut out, c));
    out
}

fn entry(c: u32) -> Option<(&'static [u32], u8, bool)> {
    let place = table::DECOMPOSITIONS.binary_search_by_key(&c, |e| e.0).ok()?;
    let (_, start, count, tag, composes) = table::DECOMPOSITIONS[place];
    Some((&table::PARTS[start as usize..start as usize + count as usize], tag, composes))
}

// Hangul syllables are composed by arithmetic.
const SYLLABLES: u32 = 0xac00;
const LEADS: u32 = 0x1100;
const VOWELS: u32 = 0x1161;
const TAILS: u32 = 0x11a7;
const VOWEL_COUNT: u32 = 21;
const TAIL_COUNT: u32 = 28;
const SYLLABLE_COUNT: u32 = 19 * VOWEL_COUNT * TAIL_COUNT;

fn decompose(c: u32, compatible: bool, out: &mut Vec<u32>) {
    if c < 0xa0 {
        return out.push(c);
    }
    if (SYLLABLES..SYLLABLES + SYLLABLE_COUNT).contains(&c) {
        let place = c - SYLLABLES;
        out.push(LEADS + place / (VOWEL_COUNT * TAIL_COUNT));
        out.push(VOWELS + place / TAIL_COUNT % VOWEL_COUNT);
        if !place.is_multiple_of(TAIL_COUNT) {
            out.push(TAILS + place % TAIL_COUNT);
        }
        return;
    }
    match entry(c) {
        Some((parts, tag, _)) if tag == 0 || compatible => {
            parts.iter().for_each(|part| decompose(*part, compatible, out));
        }
        _ => out.push(c),
    }
}

/// Sorts each run of combining characters by their class.
fn order(characters: &mut [u32]) {
    let mut start = 0;
    while start < characters.len() {
        let run = characters[start..].iter().take_while(|c| combining(**c) != 0).count();
        characters[start..start + run].sort_by_key(|c| combining(*c));
        start += run.max(1);
    }
}

fn compose(characters: &mut Vec<u32>) {
    let mut out: Vec<u32> = Vec::with_capacity(characters.len());
    let (mut starter, mut last_class) = (None::<usize>, 0u8);
    for &c in characters.iter() {
        let class = combining(c);
        if let Some(place) = starter {
            let adjacent = place + 1 == out.len();
            let blocked = !adjacent && (last_class == 0 || last_class >= class);
            if !blocked && let Some(whole) = composed(out[place], c) {
                out[place] = whole;
                continue;
            }
        }
        if class == 0 {
            starter = Some(out.len());
        }
        last_class = class;
        out.push(c);
    }
    *characters = out;
}

fn composed(first: u32, second: u32) -> Option<u32> {
    if (LEADS..LEADS + 19).contains(&first) && (VOWELS..VOWELS + VOWEL_COUNT).contains(&second) {
        return Some(SYLLABLES + ((first - LEADS) * VOWEL_COUNT + second - VOWELS) * TAIL_COUNT);
    }
    let is_open =
        (SYLLABLES..SYLLABLES + SYLLABLE_COUNT).contains(&first) && (first - SYLLABLES).is_multiple_of(TAIL_COUNT);
    if is_open && (TAILS + 1..TAILS + TAIL_COUNT).contains(&second) {
        return Some(first + second - TAILS);
    }
    static PAIRS: OnceLock<HashMap<(u32, u32), u32>> = OnceLock::new();
    let pairs = PAIRS.get_or_init(|| {
        let composing = table::DECOMPOSITIONS.iter().filter(|e| e.4);
        composing.map(|e| ((table::PARTS[e.1 as usize], table::PARTS[e.1 as usize + 1]), e.0)).collect()
    });
    pairs.get(&(first, second)).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_compose_and_decompose() {
        let form = |text: &str, form| String::from_utf8(normalize(text.as_bytes(), form)).unwrap_or_default();
        assert_eq!(form("e\u{301}", Form::C), "é");
        assert_eq!(form("한", Form::D).chars().count(), 3);
        assert_eq!(form("\u{1112}\u{1161}\u{11ab}", Form::C), "한");
        assert_eq!(form("ﬁ²", Form::KC), "fi2");
        assert_eq!(form("q\u{307}\u{323}", Form::C), "q\u{323}\u{307}");
        assert_eq!(decomposition('½' as u32), "<fraction> 0031 2044 0032");
    }
}
