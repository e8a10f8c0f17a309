//! Upper, lower, title and folded forms. A form that is younger than Unicode 15.1 is none yet.

use super::{CASE_IGNORABLE, has, is_assigned, is_cased, table};
use crate::wtf8;

/// The upper case of one character, appended.
pub fn upper(c: u32, out: &mut Vec<u8>) {
    convert(c, char::to_uppercase, out);
}

/// The title case of one character, appended.
pub fn title(c: u32, out: &mut Vec<u8>) {
    match exception(table::TITLES, c) {
        Some(text) => out.extend_from_slice(text.as_bytes()),
        None => upper(c, out),
    }
}

/// The folded form of one character, appended.
pub fn fold(c: u32, out: &mut Vec<u8>) {
    match exception(table::FOLDS, c) {
        Some(text) => out.extend_from_slice(text.as_bytes()),
        None => convert(c, char::to_lowercase, out),
    }
}

/// The lower case of the character at `offset` of `whole`, appended: a sigma at a word's end is the final one.
pub fn lower(whole: &[u8], offset: usize, c: u32, out: &mut Vec<u8>) {
    const SIGMA: u32 = 0x3a3;
    if c != SIGMA {
        return convert(c, char::to_lowercase, out);
    }
    let before = wtf8::characters(&whole[..offset]).rev().find(|c| !has(*c, CASE_IGNORABLE));
    let after = wtf8::characters(&whole[offset + 2..]).find(|c| !has(*c, CASE_IGNORABLE));
    let last = before.is_some_and(is_cased) && !after.is_some_and(is_cased);
    out.extend_from_slice(if last { "ς" } else { "σ" }.as_bytes());
}

fn exception(list: &[(u32, &'static str)], c: u32) -> Option<&'static str> {
    let place = list.binary_search_by_key(&c, |(code, _)| *code).ok()?;
    Some(list[place].1)
}

fn convert<I: Iterator<Item = char> + Clone>(c: u32, to: fn(char) -> I, out: &mut Vec<u8>) {
    let Some(character) = char::from_u32(c).filter(|_| c < 0x80 || is_assigned(c)) else {
        return wtf8::push(out, c);
    };
    let form = to(character);
    if form.clone().all(|f| f.is_ascii() || is_assigned(f as u32)) {
        form.for_each(|f| wtf8::push(out, f as u32));
    } else {
        wtf8::push(out, c);
    }
}
