//! The hash of strings and bytes: SipHash-1-3 with a zero key, as CPython under `PYTHONHASHSEED=0`.
//!
//! CPython hashes a string as it stores it: one, two or four bytes a character.

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
    let mut last = [0; 8];
    last[..chunks.remainder().len()].copy_from_slice(chunks.remainder());
    last[7] = bytes.len() as u8;
    absorb(&mut v, u64::from_le_bytes(last));
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
