//! Small numbers in few bytes.

/// The most bytes of one number.
pub(crate) const LONGEST: usize = 10;

/// Writes seven bits a byte, low bits first; how many bytes it took.
#[inline]
pub(crate) fn write(into: &mut [u8], mut n: u64) -> usize {
    let mut at = 0;
    while n >= 0x80 {
        into[at] = n as u8 | 0x80;
        n >>= 7;
        at += 1;
    }
    into[at] = n as u8;
    at + 1
}

/// Writes a number at the end of some bytes.
pub(crate) fn push(out: &mut Vec<u8>, n: u64) {
    let mut piece = [0; LONGEST];
    let length = write(&mut piece, n);
    out.extend_from_slice(&piece[..length]);
}

pub(crate) fn read(bytes: &mut &[u8]) -> Option<u64> {
    let (mut n, mut shift) = (0, 0);
    loop {
        let byte = *bytes.split_off_first()?;
        n |= ((byte & 0x7f) as u64).checked_shl(shift)?;
        shift += 7;
        if byte < 0x80 {
            return Some(n);
        }
    }
}

/// Small negative numbers become small, too.
#[inline]
pub(crate) fn zigzag(n: i64) -> u64 {
    (n << 1 ^ n >> 63) as u64
}

pub(crate) fn unzigzag(n: u64) -> i64 {
    (n >> 1) as i64 ^ -((n & 1) as i64)
}
