//! The hash of strings and bytes: SipHash-1-3 with a zero key, as CPython under `PYTHONHASHSEED=0`.
//!
//! CPython hashes a string as it stores it: one, two or four bytes a character.

use crate::class::ClassIndex;
use crate::int::{Int, hash_float};
use crate::string::Str;
use crate::types::Tuple;
use crate::value::Value;

/// Tuples in tuples are looked into so deep.
const DEEPEST: usize = 4;

/// The hash of a plain number, string, None, or tuple of such; None where Python must be asked.
#[inline]
pub fn plain_hash(key: &Value) -> Option<i64> {
    plain_hash_at(key, 0)
}

#[inline]
fn plain_hash_at(key: &Value, depth: usize) -> Option<i64> {
    if let Some(n) = key.as_small_int() {
        return Some(Int::Small(n).hash());
    }
    match key.header() {
        Some(header) if header.class() == ClassIndex::STR => key.as_ref::<Str>().map(|string| string.hash()),
        Some(header) if header.class() == ClassIndex::TUPLE && depth < DEEPEST => hash_of_tuple(key, depth),
        Some(_) => None,
        None if key.is_none() => Some(HASH_OF_NONE),
        None => match key.as_bool() {
            Some(b) => Some(b as i64),
            None => key.as_float().and_then(hash_float),
        },
    }
}

/// What CPython 3.13 gives None, so that sets with it keep their order.
const HASH_OF_NONE: i64 = 0xfca86420;

#[inline(never)]
fn hash_of_tuple(key: &Value, depth: usize) -> Option<i64> {
    let items = &key.as_ref::<Tuple>()?.0;
    let mut hash = TupleHash::new();
    for item in items {
        hash.add(plain_hash_at(item, depth + 1)?);
    }
    Some(hash.finish(items.len()))
}

/// The combination of hashes that CPython took from xxHash.
pub struct TupleHash(u64);

const PRIME_1: u64 = 11400714785074694791;
const PRIME_2: u64 = 14029467366897019727;
const PRIME_5: u64 = 2870177450012600261;

impl Default for TupleHash {
    fn default() -> TupleHash {
        TupleHash::new()
    }
}

impl TupleHash {
    #[inline]
    pub fn new() -> TupleHash {
        TupleHash(PRIME_5)
    }

    #[inline]
    pub fn add(&mut self, hash: i64) {
        let sum = self.0.wrapping_add((hash as u64).wrapping_mul(PRIME_2));
        self.0 = sum.rotate_left(31).wrapping_mul(PRIME_1);
    }

    /// The hash of a tuple of so many items, all of which were added.
    #[inline]
    pub fn finish(self, count: usize) -> i64 {
        TupleHash(self.0.wrapping_add(count as u64 ^ (PRIME_5 ^ 3527539))).combined()
    }

    /// What was added, however many.
    #[inline]
    pub fn combined(self) -> i64 {
        if self.0 == u64::MAX { 1546275796 } else { self.0 as i64 }
    }
}

/// Hash of raw bytes; never -1, and 0 for none.
pub fn hash_bytes(bytes: &[u8]) -> i64 {
    if bytes.is_empty() {
        return 0;
    }
    match sip13(bytes) as i64 {
        -1 => -2,
        hash => hash,
    }
}

/// Hash of a string of these code points, stored as CPython stores it.
pub(crate) fn hash_characters(characters: impl Iterator<Item = u32> + Clone) -> i64 {
    let widest = characters.clone().max().unwrap_or(0);
    let bytes: Vec<u8> = match widest {
        0..0x100 => characters.map(|c| c as u8).collect(),
        0x100..0x10000 => characters.flat_map(|c| (c as u16).to_le_bytes()).collect(),
        _ => characters.flat_map(|c| c.to_le_bytes()).collect(),
    };
    hash_bytes(&bytes)
}

fn sip13(bytes: &[u8]) -> u64 {
    let mut v = [0x736f6d6570736575_u64, 0x646f72616e646f6d, 0x6c7967656e657261, 0x7465646279746573];
    let mut chunks = bytes.chunks_exact(8);
    for chunk in &mut chunks {
        let mut word = [0; 8];
        word.copy_from_slice(chunk);
        absorb(&mut v, u64::from_le_bytes(word));
    }
    let rest = chunks.remainder().iter().rev().fold(0, |word, byte| word << 8 | *byte as u64);
    absorb(&mut v, (bytes.len() as u64) << 56 | rest);
    v[2] ^= 0xff;
    (0..3).for_each(|_| round(&mut v));
    v[0] ^ v[1] ^ v[2] ^ v[3]
}

#[inline(always)]
fn absorb(v: &mut [u64; 4], word: u64) {
    v[3] ^= word;
    round(v);
    v[0] ^= word;
}

#[inline(always)]
fn round(v: &mut [u64; 4]) {
    v[0] = v[0].wrapping_add(v[1]);
    v[2] = v[2].wrapping_add(v[3]);
    v[1] = v[1].rotate_left(13) ^ v[0];
    v[3] = v[3].rotate_left(16) ^ v[2];
    v[0] = v[0].rotate_left(32);
    v[2] = v[2].wrapping_add(v[1]);
    v[0] = v[0].wrapping_add(v[3]);
    v[1] = v[1].rotate_left(17) ^ v[2];
    v[3] = v[3].rotate_left(21) ^ v[0];
    v[2] = v[2].rotate_left(32);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_are_cpythons() {
        assert_eq!(hash_bytes(b"a"), 4644417185603328019);
        assert_eq!(hash_bytes(b"abcdefghij"), -829746140550000655);
        assert_eq!(hash_characters("é".chars().map(u32::from)), 6047309291227476195);
    }
}
