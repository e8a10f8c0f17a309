//! SHA-3 and SHAKE, FIPS 202.

#[derive(Clone)]
pub struct Sponge {
    lanes: [u64; 25],
    /// Bytes of the digest; SHAKE gives as many as one asks for.
    pub size: usize,
    suffix: u8,
    rate: usize,
}

impl Sponge {
    pub fn new(size: usize, suffix: u8, rate: usize) -> Sponge {
        Sponge { lanes: [0; 25], size, suffix, rate }
    }

    pub fn block(&mut self, block: &[u8]) {
        for (lane, bytes) in self.lanes.iter_mut().zip(block.chunks_exact(8)) {
            *lane ^= bytes.iter().rev().fold(0, |w, b| w << 8 | *b as u64);
        }
        self.permute();
    }

    pub fn finish(&mut self, rest: &[u8], length: usize) -> Vec<u8> {
        let mut last = rest.to_vec();
        last.push(self.suffix);
        last.resize(self.rate, 0);
        if let Some(end) = last.last_mut() {
            *end |= 0x80;
        }
        self.block(&last);
        let wanted = if self.size == 0 { length } else { self.size };
        let mut out = Vec::with_capacity(wanted + self.rate);
        loop {
            out.extend(self.lanes.iter().flat_map(|lane| lane.to_le_bytes()).take(self.rate));
            if out.len() >= wanted {
                out.truncate(wanted);
                return out;
            }
            self.permute();
        }
    }

    fn permute(&mut self) {
        // The round constants come from a shift register of eight bits.
        let mut register = 1u8;
        for _ in 0..24 {
            self.mix();
            for bit in 0..7 {
                if register & 1 != 0 {
                    self.lanes[0] ^= 1 << ((1u32 << bit) - 1);
                }
                register = register << 1 ^ if register & 0x80 != 0 { 0x71 } else { 0 };
            }
        }
    }

    /// All of a round but its constant: theta, rho, pi, chi.
    fn mix(&mut self) {
        let a = &mut self.lanes;
        let column: [u64; 5] = std::array::from_fn(|x| a[x] ^ a[x + 5] ^ a[x + 10] ^ a[x + 15] ^ a[x + 20]);
        for x in 0..5 {
            let change = column[(x + 4) % 5] ^ column[(x + 1) % 5].rotate_left(1);
            (0..5).for_each(|y| a[x + 5 * y] ^= change);
        }
        let (mut x, mut y, mut held) = (1, 0, a[1]);
        for step in 0..24u32 {
            (x, y) = (y, (2 * x + 3 * y) % 5);
            let turned = held.rotate_left((step + 1) * (step + 2) / 2 % 64);
            held = std::mem::replace(&mut a[x + 5 * y], turned);
        }
        for row in a.chunks_exact_mut(5) {
            let old: [u64; 5] = std::array::from_fn(|x| row[x]);
            (0..5).for_each(|x| row[x] = old[x] ^ !old[(x + 1) % 5] & old[(x + 2) % 5]);
        }
    }
}
