//! The data of `str`: WTF-8 bytes, how many characters, and whether all are ASCII.

use std::cell::{Cell, OnceCell};

use text::wtf8;

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
        let length = wtf8::count(&bytes) as u32;
        Str { bytes, length, hash: Cell::new(0), index: OnceCell::new() }
    }

    /// `bytes` must be ASCII.
    pub fn from_ascii(bytes: Vec<u8>) -> Str {
        debug_assert!(bytes.is_ascii());
        let length = bytes.len() as u32;
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
        wtf8::characters(&self.bytes)
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
            let starts = self.bytes.iter().enumerate().filter(|(_, b)| !wtf8::is_continuation(**b));
            starts.step_by(STRIDE).map(|(at, _)| at as u32).collect()
        });
        let mut at = starts[index / STRIDE] as usize;
        for _ in 0..index % STRIDE {
            at += wtf8::width(self.bytes[at]);
        }
        at
    }

    /// The character that starts at or before byte `offset`, counted.
    pub fn index_of(&self, offset: usize) -> usize {
        if self.is_ascii() { offset } else { wtf8::count(&self.bytes[..offset.min(self.bytes.len())]) }
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
            if self.is_ascii() { hash_bytes(&self.bytes) } else { hash_characters(wtf8::characters(&self.bytes)) };
        self.hash.set(hash);
        hash
    }

    /// Appends in place. Only for a string that nobody else can see.
    pub fn push(&mut self, tail: &Str) {
        self.bytes.extend_from_slice(&tail.bytes);
        self.length += tail.length;
        self.hash.set(0);
        self.index.take();
    }

    /// The two texts as one: what is known of them need not be counted again.
    fn joined(a: &Str, b: &Str) -> Str {
        let mut bytes = Vec::with_capacity(a.bytes.len() + b.bytes.len());
        bytes.extend_from_slice(&a.bytes);
        bytes.extend_from_slice(&b.bytes);
        Str { bytes, length: a.length + b.length, hash: Cell::new(0), index: OnceCell::new() }
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
    pub fn joined(a: &Str, b: &Str) -> Ref<Str> {
        Ref::new(Kind::Str.class(), Str::joined(a, b))
    }
    pub fn from_ascii(bytes: Vec<u8>) -> Ref<Str> {
        Ref::new(Kind::Str.class(), Str::from_ascii(bytes))
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
