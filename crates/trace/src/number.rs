//! Small numbers in few bytes: seven bits a byte, the lowest first. How many bytes there are is told by the zeros at the
//! low end of the first, so that a number is written and read at once. What has more bits follows eight bytes that say so.
//! No number begins with a zero.

/// The largest number, plus one, that [`encode`] takes.
pub(crate) const ENCODED: u64 = LONG >> 8;
/// Eight bytes, the first lowest, that no such number has: one of eight bytes follows.
pub(crate) const LONG: u64 = u64::MAX << 7;

/// The bytes of a number as a word, the first lowest, and how many they are: at most eight.
#[inline(always)]
pub(crate) fn encode(n: u64) -> (u64, usize) {
    debug_assert!(n < ENCODED);
    let bits = 63 - (n | 1).leading_zeros();
    // A seventh, for so small numbers.
    let more = (bits * 37) >> 8;
    ((n << 1 | 1) << more, more as usize + 1)
}

/// Writes a number at the end of some bytes.
pub(crate) fn push(out: &mut Vec<u8>, n: u64) {
    if n < ENCODED {
        let (bits, length) = encode(n);
        out.extend_from_slice(&bits.to_le_bytes()[..length]);
    } else {
        out.extend_from_slice(&LONG.to_le_bytes());
        out.extend_from_slice(&n.to_le_bytes());
    }
}

#[inline]
pub(crate) fn read(bytes: &mut &[u8]) -> Option<u64> {
    let first = *bytes.first()?;
    if first & 1 != 0 {
        *bytes = &bytes[1..];
        return Some(first as u64 >> 1);
    }
    read_more(bytes, first)
}

fn read_more(bytes: &mut &[u8], first: u8) -> Option<u64> {
    if first == 0 {
        return None;
    }
    let length = first.trailing_zeros() as usize + 1;
    let mut word = [0; 8];
    word[..length].copy_from_slice(bytes.split_off(..length)?);
    let word = u64::from_le_bytes(word);
    if word == LONG {
        return Some(u64::from_le_bytes(bytes.split_off(..8)?.try_into().ok()?));
    }
    Some(word >> length)
}

/// Small negative numbers become small, too.
#[inline(always)]
pub(crate) fn zigzag(n: i64) -> u64 {
    (n << 1 ^ n >> 63) as u64
}

#[inline(always)]
pub(crate) fn unzigzag(n: u64) -> i64 {
    (n >> 1) as i64 ^ -((n & 1) as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_every_length_come_back() {
        for bits in 0..64 {
            for n in [1 << bits, (1 << bits) - 1, (1 << bits) + 1, u64::MAX >> bits] {
                let mut bytes = Vec::new();
                push(&mut bytes, n);
                assert_eq!(
                    bytes.len(),
                    if n < ENCODED { (64 - (n | 1).leading_zeros()).div_ceil(7) as usize } else { 16 }
                );
                assert_eq!(read(&mut &bytes[..]), Some(n));
                assert_eq!(read(&mut &bytes[..bytes.len() - 1]), None);
            }
        }
        assert_eq!(unzigzag(zigzag(-5)), -5);
    }
}
