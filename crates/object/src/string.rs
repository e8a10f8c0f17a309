//! The data of `str`: WTF-8 bytes, how many characters, and whether all are ASCII.

use std::cell::{Cell, OnceCell};

use crate::hash::{hash_bytes, hash_characters};
use crate::kind::Kind;
use crate::object::{Data, Frozen, Ref};
use crate::value::Value;

/// A string. UTF-8 that may hold lone surrogates (encoded as WTF-8 does).
pub struct Str {
    bytes: Vec<u8>,
    /// Characters; equal to the number of bytes exactly if all are ASCII.
    length: u32,
    hash: Cell<i64>,
    /// For strings that are not ASCII: the byte offset of each 64th character.
    index: OnceCell<Box<[u32]>>,
}

const STRIDE: usize = 64;

impl Str {
    /// `bytes` must be WTF-8: what Rust strings hold, or what this type gave out.
    pub fn from_wtf8(bytes: Vec<u8>) -> Str {
        let length = count_characters(&bytes) as u32;
        Str { bytes, length, hash: Cell::new(0), index: OnceCell::new() }
    }

    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The text, or None if it holds lone surrogates.
    pub fn as_str(&self) -> Option<&str> {
        std::str::from_utf8(&self.bytes).ok()
    }

    /// The text, lone surrogates shown as `?`.
    pub fn lossy(&self) -> std::borrow::Cow<'_, str> {
        match self.as_str() {
            Some(text) => text.into(),
            None => self.characters().map(|c| char::from_u32(c).unwrap_or('?')).collect(),
        }
    }

    #[inline]
    pub fn is_ascii(&self) -> bool {
        self.length as usize == self.bytes.len()
    }

    /// Number of characters.
    #[inline]
    pub fn len(&self) -> usize {
        self.length as usize
    }

    pub fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    /// Code points in order, lone surrogates included.
    pub fn characters(&self) -> impl DoubleEndedIterator<Item = u32> + '_ {
        Characters { bytes: &self.bytes }
    }

    /// The byte offset of character `index`, at most the length in bytes.
    pub fn offset_of(&self, index: usize) -> usize {
        if self.is_ascii() {
            return index.min(self.bytes.len());
        }
        if index >= self.len() {
            return self.bytes.len();
        }
        let starts = self.index.get_or_init(|| {
            let starts = self.bytes.iter().enumerate().filter(|(_, b)| !is_continuation(**b));
            starts.step_by(STRIDE).map(|(at, _)| at as u32).collect()
        });
        let mut at = starts[index / STRIDE] as usize;
        for _ in 0..index % STRIDE {
            at += width(self.bytes[at]);
        }
        at
    }

    /// The character that starts at or before byte `offset`, counted.
    pub fn index_of(&self, offset: usize) -> usize {
        if self.is_ascii() { offset } else { count_characters(&self.bytes[..offset.min(self.bytes.len())]) }
    }

    /// The bytes of characters `start..end`.
    pub fn slice(&self, start: usize, end: usize) -> &[u8] {
        if start >= end {
            return &[];
        }
        &self.bytes[self.offset_of(start)..self.offset_of(end)]
    }

    /// CPython's hash under `PYTHONHASHSEED=0`.
    #[inline]
    pub fn hash(&self) -> i64 {
        match self.hash.get() {
            0 => self.compute_hash(),
            hash => hash,
        }
    }

    #[inline(never)]
    fn compute_hash(&self) -> i64 {
        let hash =
            if self.is_ascii() { hash_bytes(&self.bytes) } else { hash_characters(Characters { bytes: &self.bytes }) };
        self.hash.set(hash);
        hash
    }

    /// Appends in place. Only for a string that nobody else can see.
    pub fn push(&mut self, tail: &Str) {
        let joined_surrogates = self.bytes.last().is_some_and(|b| *b >= 0x80) && tail.bytes.first() == Some(&0xed);
        self.bytes.extend_from_slice(&tail.bytes);
        self.length += tail.length;
        debug_assert!(!joined_surrogates || self.length > 0);
        self.hash.set(0);
        self.index.take();
    }
}

/// How many bytes the character with this first byte takes.
#[inline]
fn width(first: u8) -> usize {
    match first {
        0..0x80 => 1,
        0x80..0xe0 => 2,
        0xe0..0xf0 => 3,
        _ => 4,
    }
}

fn is_continuation(byte: u8) -> bool {
    byte & 0xc0 == 0x80
}

fn count_characters(bytes: &[u8]) -> usize {
    if bytes.is_ascii() {
        return bytes.len();
    }
    bytes.iter().filter(|b| !is_continuation(**b)).count()
}

#[derive(Clone)]
struct Characters<'a> {
    bytes: &'a [u8],
}

impl Iterator for Characters<'_> {
    type Item = u32;
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

impl Data for Str {
    const KIND: Kind = Kind::Str;
    const REFERS: bool = false;
    fn visit(&self, _: &mut dyn FnMut(&Value)) {}
}
impl Frozen for Str {}

impl Ref<Str> {
    pub fn from_text(text: &str) -> Ref<Str> {
        Ref::new(Kind::Str.class(), Str::from_wtf8(text.as_bytes().to_vec()))
    }
    pub fn from_string(text: String) -> Ref<Str> {
        Ref::new(Kind::Str.class(), Str::from_wtf8(text.into_bytes()))
    }
    pub fn from_wtf8(bytes: Vec<u8>) -> Ref<Str> {
        Ref::new(Kind::Str.class(), Str::from_wtf8(bytes))
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Value {
        Ref::from_text(text).into()
    }
}

impl From<String> for Value {
    fn from(text: String) -> Value {
        Ref::from_string(text).into()
    }
}
