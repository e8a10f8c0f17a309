//! SHA-2, FIPS 180-4. Its constants are the first bits of roots of the first primes, computed once.

use std::sync::LazyLock;

use num_bigint::BigUint;
use num_integer::Roots;
use num_traits::ToPrimitive;

struct Constants {
    /// Fractions of the cube roots of 80 primes.
    rounds: Vec<u64>,
    /// Fractions of the square roots of 16 primes.
    starts: Vec<u64>,
}

static CONSTANTS: LazyLock<Constants> = LazyLock::new(|| {
    let primes: Vec<u32> = (2u32..).filter(|n| (2..*n).all(|d| n % d != 0)).take(80).collect();
    let two_to_64 = BigUint::from(u64::MAX) + 1u8;
    let low = |n: BigUint| ToPrimitive::to_u64(&(n % &two_to_64)).unwrap_or(0);
    Constants {
        rounds: primes.iter().map(|p| low(Roots::cbrt(&(BigUint::from(*p) << 192u32)))).collect(),
        starts: primes.iter().take(16).map(|p| low(Roots::sqrt(&(BigUint::from(*p) << 128u32)))).collect(),
    }
});

fn eight<T>(from: usize, part: fn(u64) -> T) -> [T; 8] {
    std::array::from_fn(|i| part(CONSTANTS.starts[from + i]))
}

pub fn start_224() -> [u32; 8] {
    eight(8, |w| w as u32)
}
pub fn start_256() -> [u32; 8] {
    eight(0, |w| (w >> 32) as u32)
}
pub fn start_384() -> [u64; 8] {
    eight(8, |w| w)
}
pub fn start_512() -> [u64; 8] {
    eight(0, |w| w)
}

macro_rules! rounds {
    ($name:ident $word:ty, $bytes:literal, $count:literal, $constant:expr,
     $s0:expr, $s1:expr, $t0:expr, $t1:expr) => {
        pub fn $name(state: &mut [$word; 8], block: &[u8]) {
            let constants = &CONSTANTS.rounds;
            let mut words = [0 as $word; $count];
            for (word, bytes) in words.iter_mut().zip(block.chunks_exact($bytes)) {
                *word = bytes.iter().fold(0, |w, b| w << 8 | *b as $word);
            }
            for i in 16..$count {
                let (a, b) = ($s0(words[i - 15]), $s1(words[i - 2]));
                words[i] = words[i - 16].wrapping_add(a).wrapping_add(words[i - 7]).wrapping_add(b);
            }
            let [mut a, mut b, mut c, mut d, mut e, mut f, mut g, mut h] = *state;
            for i in 0..$count {
                let choice = e & f ^ !e & g;
                let first = h
                    .wrapping_add($t1(e))
                    .wrapping_add(choice)
                    .wrapping_add($constant(constants[i]))
                    .wrapping_add(words[i]);
                let second = $t0(a).wrapping_add(a & b ^ a & c ^ b & c);
                (h, g, f, e) = (g, f, e, d.wrapping_add(first));
                (d, c, b, a) = (c, b, a, first.wrapping_add(second));
            }
            for (own, new) in state.iter_mut().zip([a, b, c, d, e, f, g, h]) {
                *own = own.wrapping_add(new);
            }
        }
    };
}

rounds! {
    sha256 u32, 4, 64, |k: u64| (k >> 32) as u32,
    |x: u32| x.rotate_right(7) ^ x.rotate_right(18) ^ x >> 3,
    |x: u32| x.rotate_right(17) ^ x.rotate_right(19) ^ x >> 10,
    |x: u32| x.rotate_right(2) ^ x.rotate_right(13) ^ x.rotate_right(22),
    |x: u32| x.rotate_right(6) ^ x.rotate_right(11) ^ x.rotate_right(25)
}

rounds! {
    sha512 u64, 8, 80, |k: u64| k,
    |x: u64| x.rotate_right(1) ^ x.rotate_right(8) ^ x >> 7,
    |x: u64| x.rotate_right(19) ^ x.rotate_right(61) ^ x >> 6,
    |x: u64| x.rotate_right(28) ^ x.rotate_right(34) ^ x.rotate_right(39),
    |x: u64| x.rotate_right(14) ^ x.rotate_right(18) ^ x.rotate_right(41)
}
