//! The data of `str`: WTF-8 bytes, how many characters, and whether all are ASCII.

use std::cell::{Cell, RefCell};

use rustc_hash::FxHashMap;

use text::wtf8;

use crate::hash::{hash_bytes, hash_characters};
use crate::kind::Kind;
use crate::object::{Data, Frozen, Ref};
use crate::value::Value;

/// A string. UTF-8 that may hold lone surrogates (encoded as WTF-8 does).
pub struct Str {
    bytes: Bytes,
    /// Characters; equal to the number of bytes exactly if all are ASCII.
    length: u32,
    /// Are the places of its characters in [`PLACES`]?
    indexed: Cell<bool>,
    hash: Cell<i64>,
}

const _: () = assert!(size_of::<Str>() == 48);

thread_local! {
    /// For long strings that are not ASCII and were asked for a character, by their address: the byte offset of each
    /// 64th character. Few strings have it, so it is no part of them.
    static PLACES: RefCell<FxHashMap<usize, Box<[u32]>>> = RefCell::default();
}

/// Short ones stand in the object itself.
enum Bytes {
    Short(u8, [u8; SHORT]),
    Long(Vec<u8>),
}

const SHORT: usize = 30;
const STRIDE: usize = 64;

impl Bytes {
    /// The two one behind the other.
    #[inline]
    fn joined(a: &[u8], b: &[u8]) -> Bytes {
        let count = a.len() + b.len();
        if count > SHORT {
            let mut bytes = Vec::with_capacity(count);
            bytes.extend_from_slice(a);
            bytes.extend_from_slice(b);
            return Bytes::Long(bytes);
        }
        let mut bytes = [0; SHORT];
        copy_short(&mut bytes[..a.len()], a);
        copy_short(&mut bytes[a.len()..count], b);
        Bytes::Short(count as u8, bytes)
    }

    /// So many bytes, as `fill` writes them: they are zeros before.
    #[inline]
    fn filled(count: usize, fill: impl FnOnce(&mut [u8])) -> Bytes {
        if count > SHORT {
            let mut bytes = vec![0; count];
            fill(&mut bytes);
            return Bytes::Long(bytes);
        }
        let mut bytes = [0; SHORT];
        fill(&mut bytes[..count]);
        Bytes::Short(count as u8, bytes)
    }

    #[inline]
    fn push(&mut self, tail: &[u8]) {
        match self {
            Bytes::Long(bytes) if tail.len() == 1 => bytes.push(tail[0]),
            Bytes::Long(bytes) => bytes.extend_from_slice(tail),
            Bytes::Short(count, bytes) => {
                let (old, new) = (*count as usize, *count as usize + tail.len());
                if new <= SHORT {
                    copy_short(&mut bytes[old..new], tail);
                    *count = new as u8;
                } else {
                    let mut long = Vec::with_capacity(new * 2);
                    long.extend_from_slice(&bytes[..old]);
                    long.extend_from_slice(tail);
                    *self = Bytes::Long(long);
                }
            }
        }
    }
}

/// `copy_from_slice` for a few bytes: without the call that copies many.
#[inline(always)]
fn copy_short(to: &mut [u8], from: &[u8]) {
    let count = from.len();
    if count >= 16 {
        to[..16].copy_from_slice(&from[..16]);
        to[count - 16..].copy_from_slice(&from[count - 16..]);
    } else if count >= 8 {
        to[..8].copy_from_slice(&from[..8]);
        to[count - 8..].copy_from_slice(&from[count - 8..]);
    } else if count >= 4 {
        to[..4].copy_from_slice(&from[..4]);
        to[count - 4..].copy_from_slice(&from[count - 4..]);
    } else {
        to.iter_mut().zip(from).for_each(|(to, from)| *to = *from);
    }
}

impl From<Vec<u8>> for Bytes {
    #[inline]
    fn from(bytes: Vec<u8>) -> Bytes {
        if bytes.len() > SHORT { Bytes::Long(bytes) } else { Bytes::joined(&bytes, &[]) }
    }
}

impl From<&[u8]> for Bytes {
    #[inline]
    fn from(bytes: &[u8]) -> Bytes {
        Bytes::joined(bytes, &[])
    }
}

impl std::ops::Deref for Bytes {
    type Target = [u8];
    #[inline(always)]
    fn deref(&self) -> &[u8] {
        match self {
            Bytes::Short(count, bytes) => &bytes[..*count as usize],
            Bytes::Long(bytes) => bytes,
        }
    }
}

impl Str {
    /// `bytes` must be WTF-8: what Rust strings hold, or what this type gave out.
    #[inline]
    fn from_wtf8(bytes: impl Into<Bytes>) -> Str {
        let bytes = bytes.into();
        let length = wtf8::count(&bytes) as u32;
        Str { bytes, length, indexed: Cell::new(false), hash: Cell::new(0) }
    }

    /// `bytes` must be ASCII.
    #[inline]
    fn from_ascii(bytes: impl Into<Bytes>) -> Str {
        let bytes = bytes.into();
        debug_assert!(bytes.is_ascii());
        let length = bytes.len() as u32;
        Str { bytes, length, indexed: Cell::new(false), hash: Cell::new(0) }
    }

    #[inline(always)]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The same text, for an object of another class.
    pub fn copy(&self) -> Str {
        let bytes = Bytes::from(&*self.bytes);
        Str { bytes, length: self.length, indexed: Cell::new(false), hash: self.hash.clone() }
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

    #[inline]
    pub fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    /// Code points in order, lone surrogates included.
    #[inline]
    pub fn characters(&self) -> impl DoubleEndedIterator<Item = u32> + '_ {
        wtf8::characters(&self.bytes)
    }

    /// The byte offset of character `index`, at most the length in bytes.
    #[inline]
    pub fn offset_of(&self, index: usize) -> usize {
        if self.is_ascii() { index.min(self.bytes.len()) } else { self.offset_of_wide(index) }
    }

    #[inline(never)]
    fn offset_of_wide(&self, index: usize) -> usize {
        if index >= self.len() {
            return self.bytes.len();
        }
        let (mut at, steps) = match &self.bytes {
            Bytes::Short(..) => (0, index),
            Bytes::Long(_) => (self.start_of(index / STRIDE), index % STRIDE),
        };
        for _ in 0..steps {
            at += wtf8::width(self.bytes[at]);
        }
        at
    }

    /// The byte offset of character `stride * STRIDE`.
    fn start_of(&self, stride: usize) -> usize {
        let place = std::ptr::from_ref(self).addr();
        PLACES.with_borrow_mut(|places| {
            if !self.indexed.replace(true) {
                let starts = self.bytes.iter().enumerate().filter(|(_, b)| !wtf8::is_continuation(**b));
                places.insert(place, starts.step_by(STRIDE).map(|(at, _)| at as u32).collect());
            }
            places.get(&place).map_or(0, |starts| starts[stride] as usize)
        })
    }

    #[cold]
    #[inline(never)]
    fn forget_places(&self) {
        self.indexed.set(false);
        // When the thread ends, its table may be gone already.
        let _ = PLACES.try_with(|places| places.borrow_mut().remove(&std::ptr::from_ref(self).addr()));
    }

    /// The character that starts at or before byte `offset`, counted.
    #[inline]
    pub fn index_of(&self, offset: usize) -> usize {
        if self.is_ascii() { offset } else { wtf8::count(&self.bytes[..offset.min(self.bytes.len())]) }
    }

    /// The bytes of characters `start..end`.
    #[inline]
    pub fn slice(&self, start: usize, end: usize) -> &[u8] {
        if start >= end {
            return &[];
        }
        &self.bytes[self.offset_of(start)..self.offset_of(end)]
    }

    /// Do both say the same? Asked mostly of strings with equal hashes.
    #[inline]
    pub fn same_text(&self, other: &Str) -> bool {
        match (&self.bytes, &other.bytes) {
            // Behind a short text are zeros: comparing all is quicker than comparing so many.
            (Bytes::Short(count, bytes), Bytes::Short(other_count, other)) => count == other_count && bytes == other,
            (a, b) => **a == **b,
        }
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
    #[inline]
    pub fn push(&mut self, tail: &Str) {
        self.bytes.push(&tail.bytes);
        self.length += tail.length;
        self.hash.set(0);
        if self.indexed.get() {
            self.forget_places();
        }
    }

    /// The ASCII character at this place, where all are ASCII.
    #[inline(always)]
    pub fn ascii_at(&self, place: usize) -> Option<u8> {
        if self.is_ascii() { self.bytes.get(place).copied() } else { None }
    }

    /// The two texts as one: what is known of them need not be counted again.
    #[inline]
    fn joined(a: &Str, b: &Str) -> Str {
        let bytes = Bytes::joined(&a.bytes, &b.bytes);
        Str { bytes, length: a.length + b.length, indexed: Cell::new(false), hash: Cell::new(0) }
    }
}

impl Drop for Str {
    #[inline]
    fn drop(&mut self) {
        if self.indexed.get() {
            self.forget_places();
        }
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
        Ref::from_bytes(text.as_bytes())
    }
    pub fn from_string(text: String) -> Ref<Str> {
        Ref::from_wtf8(text.into_bytes())
    }
    pub fn joined(a: &Str, b: &Str) -> Ref<Str> {
        Ref::new(Kind::Str.class(), Str::joined(a, b))
    }
    /// A string of so many bytes and characters, as `fill` writes them.
    #[inline]
    pub fn filled(count: usize, characters: usize, fill: impl FnOnce(&mut [u8])) -> Ref<Str> {
        let bytes = Bytes::filled(count, fill);
        debug_assert_eq!(wtf8::count(&bytes), characters);
        let string = Str { bytes, length: characters as u32, indexed: Cell::new(false), hash: Cell::new(0) };
        Ref::new(Kind::Str.class(), string)
    }
    pub fn from_wtf8(bytes: Vec<u8>) -> Ref<Str> {
        Ref::new(Kind::Str.class(), Str::from_wtf8(bytes))
    }
    /// The same from bytes that somebody else keeps.
    pub fn from_bytes(bytes: &[u8]) -> Ref<Str> {
        Ref::new(Kind::Str.class(), Str::from_wtf8(bytes))
    }
    pub fn from_ascii(bytes: Vec<u8>) -> Ref<Str> {
        Ref::new(Kind::Str.class(), Str::from_ascii(bytes))
    }
    pub fn from_ascii_bytes(bytes: &[u8]) -> Ref<Str> {
        Ref::new(Kind::Str.class(), Str::from_ascii(bytes))
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
